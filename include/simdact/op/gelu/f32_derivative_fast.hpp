// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_gelu.hpp"
#include "simdact/coef/fast_gelu_derivative.hpp"
#include "simdact/core/decaying.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high, with the exponential of the forward fast kernel, 2^n (1 + p), n a whole number, and R a polynomial alone in
// each segment. In that of the zero the polynomial begins with R at the centre, which is small, so that what is left of
// R near the zero keeps its relative error.
template <>
struct kernel<op::gelu, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.829;
  static constexpr double tail = 13.3;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_gelu_derivative;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::fma(u, V(c::rate), V(c::offset)));
    const V v = u - native::lookup<V>(c::centre, i);
    const V s = core::segment_polynomial(i, v, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1, c::q0);

    // n is 64 too large, so that nothing is subnormal before the last step.
    const V shifter(core::shifter<0> + 64);
    const V t = native::fnma(u * u, V(coef::fast_gelu::half_log2e), shifter);
    const V r = native::fma(u, u, (t - shifter) * V(coef::fast_gelu::two_ln2));
    const V p = core::polynomial(r, coef::fast_gelu::p) * r;
    // NaN is in p: adding to the bits of s may have taken it from a.
    const V a = native::from_bits<V>(native::to_bits(s) + native::shl<23>(native::to_bits(t)));
    return core::one_sided(x, native::fma(a, p, a), 0x1p-64f);
  }
};

SIMDACT_NAMESPACE_END
