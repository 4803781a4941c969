// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/expm1.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/elu/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// e^x - 1 = 2^n p + (2^n - 1) for x <= 0: core/expm1.hpp.
template <>
struct kernel<op::elu, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9449;

  // e^c - 1 where c is x but 0 for x > 0. The larger of that and x is the result:
  //   x < 0           e^x - 1, which is above x
  //   x > 0           x, against 0
  //   x = -0 or NaN   x, the second operand of max, against +0 or NaN
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V c = native::min(V(0.0f), native::max(V(core::expm1_floor), x));
    const core::expm1_reduced<V> e = core::expm1_reduce(c);
    const V p = core::expm1_remainder(e.r);
    const V power = core::expm1_power(e.shifted);
    return native::max(native::fma(power, p, power - V(1.0f)), x);
  }

  // (alpha 2^n) p + (alpha 2^n - alpha), and x itself where it is not negative. n >= -26, so that alpha 2^n is a normal
  // float, but for |alpha| < 2^-90, which is left to the exact tier.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& parameter) {
    const V alpha = parameter.alpha;
    if (__builtin_expect(native::any(native::lt(native::abs(alpha), V(0x1p-90f))), 0)) {
      return kernel<op::elu, direction::forward, arithmetic::f32, accuracy::exact>::eval(x, parameter);
    }
    const core::expm1_reduced<V> e = core::expm1_reduce(native::max(V(core::expm1_floor), x));
    const V p = core::expm1_remainder(e.r);
    const V scaled = alpha * core::expm1_power(e.shifted);
    const V y = native::fma(scaled, p, scaled - alpha);
    return native::select(native::lt(x, V(0.0f)), y, x);
  }
};

SIMDACT_NAMESPACE_END
