// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/swish_derivative.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN

// silu'(-u) = g(u) = s(-u) (1 - u s(u)) and silu'(u) = 1 - g(u) for u = |x|, s(u) = 1 / (1 + e^-u), g(u) = e^-u R(u). R
// has the zero.
template <>
struct kernel<op::swish, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9812;

  // R, in each of eight segments of u, is R(C) + R'(C) v + q(v) with v = u - C. One of the centres C is the float
  // nearest to the zero; all v within its segment are exact. The last segment, where R = 1 - u, has no end. The
  // exponential is 2^60 too large, so that nothing is subnormal before the last step; g(109) is below 2^-150.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::swish_derivative;
    const V u = native::min(V(109.0f), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::min(V(12.0f), native::fma(u, V(c::rate), V(c::offset))));
    const V v = u - native::lookup<V>(c::centre, i);
    const V m = core::segment_polynomial(i, v, c::q8, c::q7, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1);
    const core::two_part<V> companion =
        core::linear(native::lookup<V>(c::value, i), native::lookup<V>(c::slope, i), v, native::lookup<V>(c::q0, i), m);
    // n ln 2 with ln 2 in one part: R makes up for the rest.
    const V t = native::fnma(u, V(coef::exp::log2e), V(core::shifter<3>));
    const V r = native::fma(t - V(core::shifter<3>), V(coef::exp::ln2_high), u);
    const core::exp_parts<V> e = core::exp_terms<4, 60>(core::exp_reduced<-1, V>{r, native::to_bits(t)});
    return core::one_sided(x, core::product(e.a, e.p, companion), 0x1p-60f);
  }
};

SIMDACT_NAMESPACE_END
