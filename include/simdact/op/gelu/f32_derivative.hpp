// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/gelu_derivative.hpp"
#include "simdact/core/decaying.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu'(-u) = g(u) = Phi(-u) - u phi(u) and gelu'(u) = 1 - g(u) for u = |x|, g(u) = e^(-u^2/2) R(u). R has the zero.
template <>
struct kernel<op::gelu, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.8915;
  static constexpr double tail = 13.3;

  // The exponential: u^2 is taken in two parts, and with n = -u^2 / (2 ln 2) rounded to eighths,
  //   e^(-u^2/2) = 2^n (1 + p),   r = u^2 + 2 n ln 2,   1 + p = e^(-r/2).
  // R, in each of eight segments of u, is a line and q(v), v = u - C. One of the centres C is the float nearest to the
  // zero; all v within its segment are exact. n is 64 too large, so that nothing is subnormal before the last step.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::gelu_derivative;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::fma(u, V(c::rate), V(c::offset)));
    const V v = u - native::lookup<V>(c::centre, i);
    const V m = core::segment_polynomial(i, v, c::q7, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1);
    const core::two_part<V> companion =
        core::linear(native::lookup<V>(c::value, i), native::lookup<V>(c::slope, i), v, native::lookup<V>(c::q0, i), m);

    const V shifter(core::shifter<3> + 64);
    const V square = u * u;
    const V t = native::fnma(square, V(c::half_log2e), shifter);
    const V r = native::fma(t - shifter, V(c::two_ln2), square);
    const V p = core::polynomial(r + native::fms(u, u, square), c::p);
    const V a = core::exp_power<V>(native::to_bits(t), c::lowered_table);
    return core::one_sided(x, core::product(a, p, companion), 0x1p-64f);
  }
};

SIMDACT_NAMESPACE_END
