// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/gelu_tanh_derivative.hpp"
#include "simdact/core/decaying.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/exponent.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu_tanh'(-u) = g(u) and gelu_tanh'(u) = 1 - g(u) for u = |x|. With F = 2^-P,
//   g(u) = F R(u),   R = (1 + F - u P' ln 2) / (1 + F)^2.
// R has the zero.
template <>
struct kernel<op::gelu_tanh, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9403;
  static constexpr double tail = 10.15;

  // R, in each of eight segments of u, is a line and q(v), v = u - C. One of the centres C is the float nearest to the
  // zero; all v within its segment are exact. F is 2^60 too large: nothing is subnormal before the last step.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::gelu_tanh_derivative;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::min(V(16.0f), native::fma(u, V(c::rate), V(c::offset))));
    const V v = u - native::lookup<V>(c::centre, i);
    const V m = core::segment_polynomial(i, v, c::q8, c::q7, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1);
    const core::two_part<V> companion =
        core::linear(native::lookup<V>(c::value, i), native::lookup<V>(c::slope, i), v, native::lookup<V>(c::q0, i), m);

    const core::gelu_tanh_exponent<V> power = core::gelu_tanh_reduce<-1>(u, V(core::shifter<3>));
    const V r = power.r * V(coef::exp::ln2_high);
    const core::exp_parts<V> e = core::exp_terms<4, 60>(core::exp_reduced<1, V>{r, native::to_bits(power.t)});
    return core::one_sided(x, core::product(e.a, e.p, companion), 0x1p-60f);
  }
};

SIMDACT_NAMESPACE_END
