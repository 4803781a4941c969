// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/tanh_shrink_derivative.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh^2 x: up to |x| = 0.67 x^2 times a polynomial, beyond 1 - 4 s(2 x) s(-2 x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::tanh_shrink, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.353;
  static constexpr bool scales = false;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::tanh_shrink_derivative;
    const V u = native::abs(x);
    const V held = native::max(V(0x1p-40f), u);
    const V t = native::fms(held, held, V(c::centre));
    const V p = native::fma(core::polynomial<1>(t, c::p), t, V(c::middle + c::p[0]));
    const V big = u * V(0x1p32f);
    const V inside = big * big * p * V(0x1p-64f);
    // From 10 on the result is 1.
    const core::exp_parts<V> e = core::exp_terms<3, 0>(core::exp_reduce(native::min(V(20.0f), u + u)));
    const V q = native::div(V(1.0f), native::fma(e.a, e.p, e.a + V(1.0f)));
    const V beyond = native::fnma(native::fnma(q, q, q), V(4.0f), V(1.0f));
    return native::select(native::lt(V(0.67f), u), beyond, inside);
  }
};

SIMDACT_NAMESPACE_END
