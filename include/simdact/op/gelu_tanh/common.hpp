// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/gelu_tanh.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu_tanh(x) = max(x, 0) - g(u), where u = |x| and
//   g(u) = u / (1 + 2^P),   P = rate u (u^2 + offset),
// since (1 + tanh z) / 2 = 1 / (1 + e^(-2 z)). The sum 1 + 2^P is taken times K = 2^-60, so that 2^P does not overflow
// and the quotient is not subnormal.
struct gelu_tanh_power {
  static constexpr float scale = 0x1p-60f;  // K

  // P = n + r, n the nearest multiple of 1/8. P is the product of two sums of two parts each, and r what all but the
  // smallest of the parts' products leave of it:
  //   s + s_low = u^2 + offset
  //   w + w_low = rate u
  template <class V>
  struct reduced {
    V x, u, r, n;
    native::bits_t<V> t;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(const V& x) {
    namespace c = coef::gelu_tanh;
    const V u = native::min_abs(V(c::top), x);
    const V s = native::fma(u, u, V(c::offset_high));
    const V s_low = native::fma(u, u, V(c::offset_high) - s) + V(c::offset_low);
    const V w = u * V(c::rate_high);
    const V w_low = native::fma(u, V(c::rate_low), native::fms(u, V(c::rate_high), w));
    const V t = native::fma(w, s, V(core::shifter<3>));
    const V n = t - V(core::shifter<3>);
    V r = native::fms(w, s, n);
    r = native::fma(w, s_low, r);
    r = native::fma(w_low, s, r);
    return {x, u, r, n, native::to_bits(t)};
  }

  // K 2^P = A (1 + p): A is the table's entry for the eighths of n, times 2 to the power of its whole part.
  template <class V>
  static SIMDACT_INLINE core::exp_parts<V> power(const reduced<V>& e) {
    namespace c = coef::gelu_tanh;
    if constexpr (native::has_scale_floor<V>) {
      const V a = native::scale_floor(native::lookup<V>(c::table, e.t), e.n);
      return {a, core::polynomial(e.r, c::p3)};
    } else {
      const V table = native::lookup<V>(c::lowered_table, e.t);
      const V a = native::from_bits<V>(native::to_bits(table) + native::shl<20>(e.t));
      return {a, core::polynomial(e.r, c::p3)};
    }
  }
};

SIMDACT_NAMESPACE_END
