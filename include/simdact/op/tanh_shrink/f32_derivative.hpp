// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/tanh_shrink_derivative.hpp"
#include "simdact/core/sigmoid.hpp"
#include "simdact/op/tanh_shrink.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh_shrink'(x) = tanh^2 x.
template <>
struct kernel<op::tanh_shrink, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 1;

  // Up to u = |x| = 0.67 a polynomial; beyond, where the roundings of s'(2 u) count less, 1 - tanh'(u).
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::abs(x);
    return native::select(native::lt(V(0.67f), u), beyond(u), inside(u));
  }

  // p(t) with another constant term.
  template <class V>
  static SIMDACT_INLINE V polynomial(const V& t, const V& constant) {
    namespace c = coef::tanh_shrink_derivative;
    V p(c::p[6]);
    p = native::fma(p, t, V(c::p[5]));
    p = native::fma(p, t, V(c::p[4]));
    p = native::fma(p, t, V(c::p[3]));
    p = native::fma(p, t, V(c::p[2]));
    p = native::fma(p, t, V(c::p[1]));
    return native::fma(p, t, constant);
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
    const V p = polynomial(t, V(c::p[0]));
    return native::fma(w, middle, native::fma(w, p, low * (middle + p))) * V(0x1p-64f);
  }

  // With 4 times the two parts of s'(2 u) subtracted, the larger first; what that loses goes to the smaller. From 10 on
  // the result is 1.
  template <class V>
  static SIMDACT_INLINE V beyond(const V& u) {
    using rate = core::bell_rate_2;
    const V factor(4 / core::bell_scale), one(1.0f);
    const auto e = core::bell_reduce<rate>(native::min(V(10.0f), u));
    const auto y = core::bell_scaled(core::bell_evaluate<rate>(e));
    const V high = native::fnma(y.high, factor, one);
    return high + native::fnma(y.low, factor, native::fnma(y.high, factor, one - high));
  }
};

SIMDACT_NAMESPACE_END
