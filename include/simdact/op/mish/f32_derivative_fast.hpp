// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_mish_derivative.hpp"
#include "simdact/core/decaying.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high, with the exponential of degree 3, and R and S polynomials alone in each segment. In that of the zero the
// polynomial begins with R at the centre, which is small, so that what is left of R near the zero keeps its relative
// error.
template <>
struct kernel<op::mish, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.733;
  static constexpr double tail = 91.7;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_mish_derivative;
    const V bounded = native::max(V(-109.0f), native::min(V(c::top), x));
    const V u = native::abs(bounded);
    // The index is the half octave of 2 to 512: R's segments are those to 32, S's the others.
    const V w = native::min(V(17.0f), u);
    const V place = native::select(native::lt(x, V(0.0f)), native::fma(w, V(c::rate), V(c::offset)),
                                   native::fma(w, V(16 * c::rate_above), V(16 * c::offset)));
    const native::bits_t<V> i = core::half_octave(place);
    const V v = u - native::lookup<V>(c::centre, i);
    const V s = core::segment_polynomial(i, v, c::q7, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1, c::q0);

    // e^-u or e^(-2 u), with ln 2 in one part: R and S make up for the rest.
    const V z = native::max(u, bounded + bounded);
    const core::exp_parts<V> e = core::exp_terms<3, 60>(core::exp_reduce_one_part<-1>(z));
    const V a = e.a * s;
    return core::one_sided(x, native::fma(a, e.p, a), 0x1p-60f);
  }
};

SIMDACT_NAMESPACE_END
