// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/relaxed_tanh_shrink.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh x = x / (1 + w / D), w = x^2, where D = 3 + w / (5 + w / (7 + ...)) is smooth: a quotient P / Q of cubics in w.
// So tanh x = x P / (w Q + P), and
//   |x| < 3/2     x - tanh x = x w Q / (w Q + P), in which nothing cancels
//   |x| >= 3/2    x - x P / (w Q + P), where the quotient's errors count less
// Q = 1 + w q and P = 3 + w p, and w Q is taken as w + w^2 q, so that little is rounded twice where w is small.
template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f32, accuracy::relaxed> {
  static constexpr double bound = 1.95;
  static constexpr bool scales = false;

  // From top on tanh is that of top. A summand that is none is -0, so that -0 gives -0.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::relaxed_tanh_shrink;
    const V h = native::max(V(-c::top), native::min(V(c::top), x));
    const V w = h * h;
    const V a = native::fma(w * w, core::polynomial(w, c::q), w);
    const V p = native::fnma(w, core::polynomial(w, c::p), V(-3.0f));
    const auto beyond = native::le(V(2.25f), w);
    const V quotient = native::div(native::select(beyond, p, a), a - p);
    return native::fma(h, quotient, native::select(beyond, x, V(-0.0f)));
  }
};

SIMDACT_NAMESPACE_END
