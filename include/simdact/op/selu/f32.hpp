// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/selu.hpp"
#include "simdact/core/expm1.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// e^x - 1 = 2^n (e^r - 1) + (2^n - 1) as in core/expm1.hpp, times L = lambda a = F + F', F being L as a float:
//   -L (e^x - 1) = L (1 - 2^n) - 2^n p,     p = L (e^r - 1) = F r + r w(r).
// The polynomial w makes up for F' as well. L (1 - 2^n), large where n is, takes F' as a second term.
template <>
struct kernel<op::selu, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9969;
  static constexpr bool scales = false;
  static constexpr double slope[] = {coef::selu::factor, 1.0 + coef::selu::slope_above_1};

  // lambda max(x, 0) - (-L (e^min(x, 0) - 1)), of which one term is a zero; the second is +0 for x >= 0, so that x = -0
  // keeps its sign. lambda u = u + (lambda - 1) u: lambda as one float would be off by more.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::selu;
    const V factor(c::factor);
    const V negative = native::min(V(0.0f), native::max(V(core::expm1_floor), x));
    const V positive = native::max(V(0.0f), x);
    const core::expm1_reduced<V> e = core::expm1_reduce(negative);
    const V p = native::fma(e.r, factor, e.r * core::polynomial(e.r, c::w));
    const V power = core::expm1_power(e.shifted);
    const V share = V(1.0f) - power;
    const V image = native::fnma(power, p, native::fma(share, factor, share * V(c::factor_low)));
    return native::fma(V(c::slope_above_1), positive, positive - image);
  }
};

SIMDACT_NAMESPACE_END
