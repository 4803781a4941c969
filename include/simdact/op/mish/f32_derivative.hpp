// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/mish_derivative.hpp"
#include "simdact/core/decaying.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// mish'(-u) = e^-u R(u) and mish'(u) = 1 - e^(-2 u) S(u) for u = |x|. R has the zero.
template <>
struct kernel<op::mish, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.8353;
  static constexpr double tail = 91.7;

  // R and S, each in eight segments of u, are a line and q(v), v = u - C. One of R's centres C is the float nearest to
  // its zero; all v within that segment are exact. The last segment of R, where it is 1 - u, has no end. e^-109 R(109)
  // is below 2^-150; NaN passes the bounds. The exponential is 2^60 too large, so that nothing is subnormal before the
  // last step.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::mish_derivative;
    const V bounded = native::max(V(-109.0f), native::min(V(c::top), x));
    const V u = native::abs(bounded);
    // The index is the half octave of 2 to 512: R's segments are those to 32, S's the others.
    const V w = native::min(V(18.0f), u);
    const V place = native::select(native::lt(x, V(0.0f)), native::fma(w, V(c::rate), V(c::offset)),
                                   native::fma(w, V(16 * c::rate_above), V(16 * c::offset)));
    const native::bits_t<V> i = core::half_octave(place);
    const V v = u - native::lookup<V>(c::centre, i);
    const V m = core::segment_polynomial(i, v, c::q8, c::q7, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1);
    const core::two_part<V> companion =
        core::linear(native::lookup<V>(c::value, i), native::lookup<V>(c::slope, i), v, native::lookup<V>(c::q0, i), m);

    // e^-u or e^(-2 u), with ln 2 in one part: R and S make up for the rest.
    const V z = native::max(u, bounded + bounded);
    const core::exp_parts<V> e = core::exp_terms<4, 60>(core::exp_reduce_one_part<-1>(z));
    return core::one_sided(x, core::product(e.a, e.p, companion), 0x1p-60f);
  }
};

SIMDACT_NAMESPACE_END
