// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/expm1.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/celu/f32_exact.hpp"
#include "simdact/op/elu/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::celu, direction::forward, arithmetic::f32, accuracy::high> {
  using elu = kernel<op::elu, direction::forward, arithmetic::f32, accuracy::high>;
  static constexpr double bound = elu::bound;

  // celu at alpha = 1 is elu at alpha = 1.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return elu::eval(x);
  }

  // The reduction is by alpha ln 2 = high + low, so that no quotient x / alpha is rounded:
  //   x = n alpha ln 2 + s with s = alpha r,     alpha (e^(x/alpha) - 1) = 2^n (s + s r q(r)) + (alpha 2^n - alpha).
  // x itself is the result where it is not negative. The exact tier serves
  //   alpha < 2^-90    where a product with 2^n, n >= -26, may be subnormal
  //   alpha > 2^120    where 1 / alpha comes near the subnormal numbers, and 18 alpha may overflow
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& parameter) {
    const V alpha = parameter.alpha;
    const auto extreme = native::mask_or(native::lt(alpha, V(0x1p-90f)), native::lt(V(0x1p120f), alpha));
    if (__builtin_expect(native::any(extreme), 0)) {
      return kernel<op::celu, direction::forward, arithmetic::f32, accuracy::exact>::eval(x, parameter);
    }
    const V one(1.0f), ln2(coef::elu::ln2);
    const V inverse = native::div(one, alpha);
    const V high = alpha * ln2;
    const V low = native::fms(alpha, ln2, high);
    const V c = native::max(V(core::expm1_floor) * alpha, x);
    const V shifted = core::expm1_shifted(c, V(coef::elu::log2e) * inverse);
    const V n = core::expm1_integer(shifted);
    const V s = native::fnma(n, low, native::fnma(n, high, c));
    const V r = s * inverse;
    const V power = core::expm1_power(shifted);
    const V y = native::fma(power, native::fma(s, r * core::expm1_polynomial(r), s), native::fms(alpha, power, alpha));
    return native::select(native::lt(x, V(0.0f)), y, x);
  }
};

SIMDACT_NAMESPACE_END
