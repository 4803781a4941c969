// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/tanh_shrink.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// For u = |x|, in two forms:
//   u <= 1.026    u - tanh u = u^3 (c + p(t)), t = u^2 - 1/2; c stands apart, so that p is small and its error too
//   u > 1.026     u - tanh u = (u - 1) + E / (1 + E/2), E = 2 e^(-2 u); u - 1 is exact up to 2^24
// They meet just above the result 1/4: from there on the result's last place is twice that of the quotient, which is
// below 1/4.
template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9591;
  static constexpr bool scales = false;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::abs(x);
    return native::with_sign(native::select(native::lt(V(1.026f), u), beyond(u), inside(u)), x);
  }

 private:
  // u^3 = w + low, times 2^32: so only the last step rounds results that are subnormal.
  template <class V>
  static SIMDACT_INLINE V inside(const V& u) {
    namespace c = coef::tanh_shrink;
    const V middle(c::middle);
    const V square = u * u;
    const V big = u * V(0x1p32f);
    const V w = big * square;
    const V low = native::fma(big, native::fms(u, u, square), native::fms(big, square, w));
    const V p = core::polynomial(native::fma(u, u, V(-0.5f)), c::p);
    return native::fma(w, middle, native::fma(w, p, low * (middle + p))) * V(0x1p-32f);
  }

  // The quotient q = e / d of the first parts of E = e + rest and 1 + E/2 = d + low leaves the remainder
  // r = E - q (d + low). That is so small that a constant serves for 1 / d, which is between 0.88 and 1. From u = 9.5
  // on, where E is held, the quotient is below 2^-26 of u - 1.
  template <class V>
  static SIMDACT_INLINE V beyond(const V& u) {
    const V one(1.0f), half(0.5f);
    const core::exp_parts<V> s = core::exp_terms<3, 1>(core::exp_reduce<-1>(native::min(V(19.0f), u + u)));
    const V e = core::exp_sum(s);
    const V rest = native::fma(s.a, s.p, s.a - e);
    const V d = native::fma(half, e, one);
    const V low = native::fma(half, rest, native::fma(half, e, one - d));
    const V q = native::div(e, d);
    const V r = native::fnma(q, low, native::fnma(q, d, e)) + rest;
    return (u - one) + native::fma(r, V(0.95f), q);
  }
};

SIMDACT_NAMESPACE_END
