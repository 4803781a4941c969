// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_swish_derivative.hpp"
#include "simdact/core/decaying.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high at alpha = 1, with the exponential of degree 3, and R a polynomial alone in each segment. In that of the zero
// the polynomial begins with R at the centre, which is small, so that what is left of R near the zero keeps its
// relative error.
template <>
struct kernel<op::swish, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.305;
  static constexpr double tail = 91.7;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_swish_derivative;
    const V u = native::min(V(109.0f), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::min(V(12.0f), native::fma(u, V(c::rate), V(c::offset))));
    const V v = u - native::lookup<V>(c::centre, i);
    const V s = core::segment_polynomial(i, v, c::q7, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1, c::q0);

    // With ln 2 in one part: R makes up for the rest.
    const core::exp_parts<V> e = core::exp_terms<3, 60>(core::exp_reduce_one_part<-1>(u));
    const V a = e.a * s;
    return core::one_sided(x, native::fma(a, e.p, a), 0x1p-60f);
  }
};

SIMDACT_NAMESPACE_END
