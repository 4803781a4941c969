// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/tanh_shrink.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// The two forms of high, without the low parts of u^3 and of E, and with c in the polynomial's constant term.
template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.382;
  static constexpr bool scales = false;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::tanh_shrink;
    const V u = native::abs(x);
    const V one(1.0f);
    const V e = core::exp_sum(core::exp_terms<3, 1>(core::exp_reduce<-1>(native::min(V(19.0f), u + u))));
    const V beyond = (u - one) + native::div(e, native::fma(V(0.5f), e, one));
    const V square = u * u;
    const V t = square - V(0.5f);
    const V p = native::fma(core::polynomial<1>(t, c::p), t, V(c::middle + c::p[0]));
    const V inside = u * V(0x1p32f) * square * p * V(0x1p-32f);
    return native::with_sign(native::select(native::lt(V(1.026f), u), beyond, inside), x);
  }
};

SIMDACT_NAMESPACE_END
