// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/tanh_shrink_derivative.hpp"
#include "simdact/core/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh_shrink'(x) = tanh^2 x.
template <>
struct kernel<op::tanh_shrink, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9599;
  static constexpr bool scales = false;

  // Up to u = |x| = 0.67 a polynomial; beyond, where the roundings of s'(2 u) count less, 1 - tanh'(u).
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::abs(x);
    return native::select(native::lt(V(0.67f), u), beyond(u), inside(u));
  }

 private:
  // u^2 (c + p(u^2 - 1/4)), u^2 = w + low in two parts, scaled so that the result rounds once where it is subnormal.
  // For the polynomial's argument u is held at 2^-40, so that no square is subnormal.
  template <class V>
  static SIMDACT_INLINE V inside(const V& u) {
    namespace c = coef::tanh_shrink_derivative;
    const V middle(c::middle);
    const V big = u * V(0x1p32f);
    const V w = big * big;
    const V low = native::fms(big, big, w);
    const V t = native::fms(u, native::max(V(0x1p-40f), u), V(c::centre));
    const V p = core::polynomial(t, c::p);
    return native::fma(w, middle, native::fma(w, p, low * (middle + p))) * V(0x1p-64f);
  }

  // With 4 times the two parts of s'(2 u) subtracted, the larger first; what that loses goes to the smaller. From 10 on
  // the result is 1.
  template <class V>
  static SIMDACT_INLINE V beyond(const V& u) {
    using rate = core::logistic_rate_2;
    const V factor(4 / core::logistic_scale), one(1.0f);
    const auto e = core::logistic_reduce<rate>(native::min(V(10.0f), u));
    const auto y = core::logistic_scaled(core::logistic_evaluate<rate>(e));
    const V high = native::fnma(y.high, factor, one);
    return high + native::fnma(y.low, factor, native::fnma(y.high, factor, one - high));
  }
};

SIMDACT_NAMESPACE_END
