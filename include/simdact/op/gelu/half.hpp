// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_gelu.hpp"
#include "simdact/coef/f16_gelu.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/vanishing.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu(x) = max(x, 0) - g(u), where u = |x| and g(u) = u Phi(-u) = e^(-u^2/2) R(u):
//   e^(-u^2/2)   is near c A (1 + q(r)), A = 2^n T[j] as in core/exp.hpp, r = u^2 + 2 (n + j/8) ln 2
//   R(u) / c     a polynomial in u for each of eight segments, whose coefficients are such that every result is
//                correctly rounded
// A is times 2^32 and the polynomial times 2^31, so that of normal x nothing is subnormal before the last step, which
// rounds once.
template <>
struct kernel<op::gelu, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::upward;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::bf16_gelu;
    static constexpr core::exp_table<32> table(coef::exp::lowered_table);
    const V u = native::min_abs(V(c::top), x);
    const native::bits_t<V> i = core::half_octave(native::fma(u, V(c::slope), V(c::offset)));
    const V p = core::segment_polynomial(i, u, c::c4, c::c3, c::c2, c::c1, c::c0);

    const V square = u * u;
    const V t = native::fnma(square, V(0.5f * coef::exp::log2e), V(core::shifter<3>));
    const V r = native::fma(t - V(core::shifter<3>), V(2 * coef::exp::ln2_high), square);
    const V e = native::fma(r, native::fma(r, V(c::falling1), V(c::falling0)), V(1.0f));
    const V a = core::exp_power<V>(native::to_bits(t), table.values);
    // For x < 0 the maximum is -0, the limit at -infinity. NaN passes it.
    return native::fnma((a * e) * p, V(0x1p-63f), native::max(V(-0.0f), x));
  }
};

// max(x, 0) - g(|x|) with g itself by polynomials: core/vanishing.hpp. From top on g rounds to 0. Every result is
// correctly rounded but those of 0x1.5fp-10 and its negative, which come out in the middle of two numbers.
template <>
struct kernel<op::gelu, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr core::mend wrong[] = {{0x1.5f6p-11f, 0x1.5f4p-11f}, {-0x1.5eap-11f, -0x1.5ecp-11f}};

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::f16_gelu;
    const V y = core::vanishing(x, c::top, c::rate, c::width, c::c0, c::c6, c::c5, c::c4, c::c3, c::c2, c::c1);
    return core::mend_results<kernel>(y);
  }
};

SIMDACT_NAMESPACE_END
