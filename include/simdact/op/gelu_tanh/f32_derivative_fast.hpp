// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_gelu_tanh_derivative.hpp"
#include "simdact/core/decaying.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high, with R a polynomial alone in each segment: in that of the zero it begins with R at the centre, which is
// small, so that what is left of R near the zero keeps its relative error. P is k u (u^2 + B) nearly, and n a multiple
// of 1/8:
//   F = 2^n e^-(k r),   r = u (u^2 + B) + n c,   k = (ln 2) / c.
// R makes up for the few digits that B and c have.
template <>
struct kernel<op::gelu_tanh, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.268;
  static constexpr double tail = 10.15;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_gelu_tanh_derivative;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::min(V(16.0f), native::fma(u, V(c::rate), V(c::offset))));
    const V v = u - native::lookup<V>(c::centre, i);
    const V s = core::segment_polynomial(i, v, c::q7, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1, c::q0);

    const V sum = native::fma(u, u, V(c::linear));
    const V sum_low = native::fma(u, u, V(c::linear) - sum);
    const V t = native::fnma(u * sum, V(c::octaves), V(core::shifter<3>));
    const V n = t - V(core::shifter<3>);
    const V r = native::fma(u, sum_low, native::fma(u, sum, n * V(c::octave))) * V(c::decay);
    const core::exp_parts<V> e = core::exp_terms<3, 60>(core::exp_reduced<-1, V>{r, native::to_bits(t)});
    const V a = e.a * s;
    return core::one_sided(x, native::fma(a, e.p, a), 0x1p-60f);
  }
};

SIMDACT_NAMESPACE_END
