// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/normal.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) - u Phi(-u), u = |x|: core/f64/normal.hpp. With d(u) = -2 ln(2 e^(u^2/2) Phi(-u)), a smooth function,
//   Phi(-u) = e^(-(u^2 + d)/2) / 2 = 2^(N/16) / 2 e^(-r/2),   r = u^2 + d + N (ln 2)/8,   |r| <= (ln 2)/16,
// so that one exponential takes the place of an exponential and a product in two parts. In a segment
// d = value + v p(v), v = u - centre.
template <>
struct kernel<op::gelu, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.9146;
  static constexpr double tail = 10.5;

  // Without rounding are: v, as a centre is near u and 0 in the first segment; N step_high + value, as both have few
  // bits; but for 2^-55 at most the sum of that and u^2, which is below 1; and with v p(v) it is small.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace c = coef::f64_gelu;
    const V u = native::min_abs(V(core::f64::normal_end), x);
    if constexpr (core::avoids_subnormals) {
      if (!native::any(native::le(u, V(c::top)))) return far_result(x, u);
    }
    const V inner = core::held_below(V(c::top), u);
    const native::bits_t<V> i = core::f64::segment_of<3>(inner, c::log_rate, c::log_offset);
    const auto at = native::lookup_pair<V, table, 0>(i);
    const V v = inner - at.first;
    const V p = core::f64::segment_polynomial_in_squares<table, 2, 10>(i, v);
    const core::two_part<V> square = core::f64::two_product(inner, inner);

    // The low bits of the sum with the shifter are N - 16, of which four tell the root of 2 and the others its power.
    const V shifter(0x1.8p52 - 16);
    const V shifted = native::fma(square.high + native::fma(v, p, at.second), V(c::per_step), shifter);
    const V n = shifted - shifter;
    const auto root = native::lookup_pair<V, roots, 0>(native::to_bits(shifted));
    const V power = native::from_bits<V>(native::to_bits(root.first) + native::shl<48>(native::to_bits(shifted)));
    const V head = square.high + native::fma(n, V(c::step_high), at.second);
    const V low = native::fma(n, V(c::step_low), square.low) + root.second;
    const V r = native::fma(v, p, head) + low;

    // u Phi(-u) is taken from max(x, 0), and what the first difference lost is added. The maximum of -0 is -0. NaN
    // passes it.
    const V slope = core::polynomial(r, c::power);
    const core::two_part<V> g = core::f64::two_product(inner, power);
    const V rest = native::fma(g.high * r, slope, g.low), positive = native::max(V(-0.0), x);
    const V y = positive - g.high;
    const V difference = y - (rest - ((positive - y) - g.high));
    // Nearly 0 the result is x/2, where u Phi(-u) could be subnormal, and nothing where the caller has it so.
    const V near = native::select(native::lt(u, V(0x1p-60)), x * V(0.5), difference);
    const auto far = native::lt(V(c::top), u);
    if (__builtin_expect(native::any(far), 0)) return native::select(far, far_result(x, u), near);
    return near;
  }

 private:
  // Beyond the segments u Phi(-u) is nothing beside a positive x. It is taken times 2^128, so that for a negative x
  // only the last step gives a subnormal number, or -0, the limit at -infinity.
  template <class V>
  static SIMDACT_INLINE V far_result(const V& x, const V& u) {
    namespace f64 = core::f64;
    const f64::scaled_exp<V> e = f64::gauss(u, -0.5);
    const V g = f64::rounded(f64::product(e.mantissa, f64::far_part(u))) * f64::exp_power<128>(e.n);
    return core::lowered_rest(g, V(0x1p-128), native::max(V(-0.0), x));
  }

  using table = core::f64::segment_table<coef::f64_gelu::log_centre, coef::f64_gelu::log_value, coef::f64_gelu::log9,
                                         coef::f64_gelu::log8, coef::f64_gelu::log7, coef::f64_gelu::log6,
                                         coef::f64_gelu::log5, coef::f64_gelu::log4, coef::f64_gelu::log3,
                                         coef::f64_gelu::log2, coef::f64_gelu::log1, coef::f64_gelu::log0>;
  using roots = core::f64::segment_table<coef::f64_gelu::root, coef::f64_gelu::root_rest>;
};

SIMDACT_NAMESPACE_END
