// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// 1 / (1 + e^-x) in double, rounded once to float. One result lies too near the middle of two floats for a double to
// tell its side.
template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // Near 0 the result is 1/2 + x/4 - x^3/48. Where 1/2 + x/4 lies midway between two floats, the cubic term decides,
  // which is too small for a double. For |x| < 2^-15, where it does no more than that, a line a little less steep
  // decides as it does.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V bounded = native::min(V(100.0f), native::max(V(-120.0f), x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::div(D(1.0), core::plus_one(core::exact_exp(native::negate(d))));
    };
    const V y = core::corrected(core::in_double(f, bounded), x, -0x1.250c02p-10f, 0x1.ffb6bep-2f);
    const V line = native::fma(x, V(0x1.fffffep-3f /* the float below 1/4 */), V(0.5f));
    return native::select(native::lt(native::abs(x), V(0x1p-15f)), line, y);
  }
};

SIMDACT_NAMESPACE_END
