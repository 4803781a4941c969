// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_tanh_shrink.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh x = x / (1 + w / D), w = x^2, where D = 3 + w / (5 + w / (7 + ...)) is smooth: a quotient P / Q of polynomials
// in w. So x - tanh x = x w Q / (w Q + P), in which nothing cancels. Q = 1 + w q and P = 3 + w p, and w Q is taken as
// w + w (w q), so that little is rounded twice where w is small.
template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.999;
  static constexpr bool scales = false;

  // From top on tanh is that of top. Elsewhere +0 is subtracted, which leaves -0.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_tanh_shrink;
    const V h = native::max(V(-c::top), native::min(V(c::top), x));
    const V w = h * h;
    const V a = native::fma(w, w * core::polynomial(w, c::q), w);
    const V p = native::fnma(w, core::polynomial(w, c::p), V(-3.0f));
    return native::fms(h, native::div(a, a - p), h - x);
  }
};

SIMDACT_NAMESPACE_END
