// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/gelu_tanh.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/exponent.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu_tanh(x) = max(x, 0) - g(u), where u = |x| and
//   g(u) = u / (1 + 2^P),   P = rate u (u^2 + offset),
// since (1 + tanh z) / 2 = 1 / (1 + e^(-2 z)). The sum 1 + 2^P is computed times K = 2^-60, so that 2^P does not
// overflow and the quotient is not subnormal.
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9954;
  static constexpr double tail = 10.05;
  static constexpr float scale = 0x1p-60f;  // K

  // P = n + r; the low bits of t are those of the integer 8 n.
  template <class V>
  struct reduced {
    V x, u, r, n;
    native::bits_t<V> t;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    const V u = native::min_abs(V(coef::gelu_tanh::top), x);
    const V shifter(core::shifter<3>);
    const core::gelu_tanh_exponent<V> e = core::gelu_tanh_reduce<1>(u, shifter);
    return {x, u, e.r, e.t - shifter, native::to_bits(e.t)};
  }

  // K 2^P = A (1 + p): A is the table's entry for the eighths of n, times 2 to the power of its whole part.
  template <class V>
  static SIMDACT_INLINE core::exp_parts<V> power(const reduced<V>& e) {
    namespace c = coef::gelu_tanh;
    if constexpr (native::has_scale_floor<V>) {
      const V a = native::scale_floor(native::lookup<V>(c::table, e.t), e.n);
      return {a, core::polynomial(e.r, c::p3)};
    } else {
      return {core::exp_power<V>(e.t, c::lowered_table), core::polynomial(e.r, c::p3)};
    }
  }

  // d + low = K (1 + 2^P) = K + A + A p. The table is such that A is at least K. So d lies between A / 2 and 2 A, and
  // d - A is exact; so is K - (d - A), where K still counts, and low is rounded only once.
  template <class V>
  struct sum {
    V x, u, d, low;
  };
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(const reduced<V>& e) {
    const core::exp_parts<V> y = power(e);
    const V d = native::fma(y.a, y.p, y.a + V(scale));
    return {e.x, e.u, d, native::fma(y.a, y.p, V(scale) - (d - y.a))};
  }

  // The quotient q = u / d leaves the remainder u - q (d + low), and g = K (q + remainder / d). That term is so small
  // that 1 / d may be wrong by a twentieth, as a difference of bit patterns is: the bits of d nearly are its logarithm.
  // The last step rounds once, subnormal results too. For x < 0 the maximum is -0, the limit at -infinity. NaN passes
  // it.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const sum<V>& s) {
    const V q = native::div(s.u, s.d);
    const V remainder = native::fnma(q, s.low, native::fnma(q, s.d, s.u));
    const V inverse = native::from_bits<V>(native::to_bits(V(0x1.e6p126f)) - native::to_bits(s.d));
    const V g = native::fma(remainder, inverse, q);
    return core::lowered_rest(g, V(scale), native::max(V(-0.0f), s.x));
  }
};

SIMDACT_NAMESPACE_END
