// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/core/exact_exp.hpp"
#include "simdact/core/exact_log.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// In two floats, or in double where these do not tell how the result rounds.
template <>
struct kernel<op::log1p, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // The sum 1 + x, the larger term first, lacks what a second sum gives exactly. From 2^125 on it is computed in
  // double.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    if constexpr (native::vector_traits<V>::lanes == 1) {
      return wide(x);
    } else {
      const V one(1.0f), bounded = native::max(V(-0x1.fffffep-1f), x);
      const V large = native::max(one, bounded), small = native::min(one, bounded);
      const V sum = large + small;
      const auto f = [&](const V& high, const V& low, const V& w) SIMDACT_INLINE_LAMBDA {
        const V y = high + (low - w);
        const auto doubtful = native::mask_or(core::is_doubtful(y, high, low + w), native::le(V(0x1p125f), x));
        if (__builtin_expect(native::any(doubtful), 0)) return wide(x);
        return edges(native::with_sign(y, x), x);
      };
      return core::exact_log(f, sum, small - (sum - large));
    }
  }

 private:
  // x = -1 gives -infinity and x < -1 NaN.
  template <class V>
  static SIMDACT_INLINE V edges(const V& y, const V& x) {
    const V edge = native::select(native::eq(x, V(-1.0f)), V(-INFINITY), V(NAN));
    return native::select(native::le(x, V(-1.0f)), edge, y);
  }
  // What the double does not give: the sign of a zero, infinity, and nine results that, even if rounded to double
  // correctly, are midpoints of two floats.
  template <class V>
  static SIMDACT_INLINE V wide(const V& x) {
    const V bounded = native::min(V(0x1.fffffep127f), native::max(V(-0x1.fffffep-1f), x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::exact_log1p(d); };
    const V y = core::corrected(core::in_double(f, bounded), x, inputs, results);
    const V inside = native::with_sign(native::abs(y), x);
    return edges(native::select(native::eq(x, V(INFINITY)), x, inside), x);
  }

  // In the order in which core::corrected looks them up, with zeros between.
  static constexpr float inputs[16] = {0x1.0f1fd6p+3f,
                                       0,
                                       0x1.6351d8p+95f,
                                       0x1.fb035ap-2f,
                                       0x1.800006p-21f,
                                       0,
                                       -0x1.1d9188p-9f,
                                       -0x1.1fffcap-17f,
                                       0x1.200036p-17f,
                                       0,
                                       0,
                                       -0x1.7ffffap-21f,
                                       0x1.b121a6p+76f,
                                       0,
                                       0,
                                       0};
  static constexpr float results[16] = {0x1.1fcbcep+1f,
                                        0,
                                        0x1.08b512p+6f,
                                        0x1.9bddc2p-2f,
                                        0x1.7ffffep-21f,
                                        0,
                                        -0x1.1de14ap-9f,
                                        -0x1.20001ap-17f,
                                        0x1.1fffe6p-17f,
                                        0,
                                        0,
                                        -0x1.800002p-21f,
                                        0x1.a9a3f2p+5f,
                                        0,
                                        0,
                                        0};
};

SIMDACT_NAMESPACE_END
