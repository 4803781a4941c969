// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// ln(1 + x) in double, rounded once to float. What the double does not give:
//   x < -1         NaN
//   x = -1         -infinity
//   x = -0         -0: the result has the sign of x
//   infinity       infinity
//   nine inputs    whose results, even if rounded to double correctly, are then midpoints of two floats
template <>
struct kernel<op::log1p, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V bounded = native::min(V(0x1.fffffep127f), native::max(V(-0x1.fffffep-1f), x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::exact_log1p(d); };
    const V y = core::corrected(core::in_double(f, bounded), x, inputs, results);
    const V inside = native::with_sign(native::abs(y), x);
    const V edge = native::select(native::eq(x, V(-1.0f)), V(-INFINITY), V(NAN));
    const V above = native::select(native::eq(x, V(INFINITY)), x, inside);
    return native::select(native::le(x, V(-1.0f)), edge, above);
  }

 private:
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
