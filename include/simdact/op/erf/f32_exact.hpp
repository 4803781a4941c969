// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/exact_erf.hpp"
#include "simdact/coef/exact_erf_f32.hpp"
#include "simdact/core/exact_exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// In two floats, or in double where these do not tell how the result rounds. For u = |x|, n = u / step rounded and
// r = u - n step, which is exact,
//   erf u = v + r (s + r (c + r q(r))),
// with v, s and c in two parts each and every sum from the inside too. Only q is rounded: r^3 q by less than two thirds
// of a segment's width times r^2. The fit near 0 takes less than a quarter of that. Farther off, where the result is
// above 0.14, the fits' 2^-38, and sums that are too far from their first term to leave an exact rest, by 2^-37 in the
// last segments, are less than 2^-36 of it.
template <>
struct kernel<op::erf, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr double slope[] = {1.1283791670955126, 1.1283791670955126};

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    if constexpr (native::vector_traits<V>::lanes == 1) {
      return wide(x);
    } else {
      const V u = native::min(V(top), native::abs(x));
      const segment<V> t = segment_of(u);
      const V r = t.r;
      const V curve = native::fma(r, t.q, t.c);
      const V curve_low = native::fma(r, t.q, t.c - curve) + t.c_low;
      const V slope = native::fma(r, curve, t.s);
      const V slope_low = native::fma(r, curve, t.s - slope) + native::fma(r, curve_low, t.s_low);
      const V high = native::fma(r, slope, t.v);
      const V low = native::fma(r, slope, t.v - high) + native::fma(r, slope_low, t.v_low);
      const V w = native::fma(r * r, t.width, high * V(0x1p-36f));
      const V y = high + (low - w);
      // Products are not subnormal from 2^-80 on; all are zero at zero.
      const auto is_tiny = native::mask_and(native::lt(V(0.0f), u), native::lt(u, V(0x1p-80f)));
      const auto doubtful = native::mask_or(core::is_doubtful(y, high, low + w), is_tiny);
      return __builtin_expect(native::any(doubtful), 0) ? wide(x) : native::with_sign(y, x);
    }
  }

 private:
  // From here on the result is 1. NaN passes the minimum.
  static constexpr float top = 3.93f;

  template <class V>
  struct segment {
    V r, width, q, c, c_low, s, s_low, v, v_low;
  };
  template <class V>
  static SIMDACT_INLINE segment<V> segment_of(const V& u) {
    using namespace coef::exact_erf_f32;
    const auto at = [](const native::bits_t<V>& n, const auto& table)
                        SIMDACT_INLINE_LAMBDA { return native::lookup<V>(table, n); };
    if constexpr (native::has_wide_lookup<V>) {
      const V t = native::fma(u, V(per_step16), V(core::shifter<0>));
      const native::bits_t<V> n = native::to_bits(t);
      const V r = native::fnma(t - V(core::shifter<0>), V(step16), u);
      const V q = core::segment_polynomial(n, r, q16_5, q16_4, q16_3, q16_2, q16_1, q16_0);
      return {r,
              at(n, width16),
              q,
              at(n, curve16),
              at(n, curve16_low),
              at(n, slope16),
              at(n, slope16_low),
              at(n, value16),
              at(n, value16_low)};
    } else {
      const V t = native::fma(u, V(per_step8), V(core::shifter<0>));
      const native::bits_t<V> n = native::to_bits(t);
      const V r = native::fnma(t - V(core::shifter<0>), V(step8), u);
      const V q = core::segment_polynomial(n, r, q8_7, q8_6, q8_5, q8_4, q8_3, q8_2, q8_1, q8_0);
      return {r,
              at(n, width8),
              q,
              at(n, curve8),
              at(n, curve8_low),
              at(n, slope8),
              at(n, slope8_low),
              at(n, value8),
              at(n, value8_low)};
    }
  }

  // For u = |x|, erf u = u p(w), a polynomial in w = u^2 - middle, in which the terms cancel far less than in u^2. One
  // result lies so near the midpoint of two floats that the double's error takes it to the other side.
  template <class V>
  static SIMDACT_INLINE V wide(const V& x) {
    const V u = native::min(V(top), native::abs(x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D w = native::fms(d, d, D(coef::exact_erf::middle));
      return d * core::exact_polynomial(w, coef::exact_erf::p);
    };
    return native::with_sign(core::corrected(core::in_double(f, u), u, 0x1.81d5acp-13f, 0x1.b35e28p-13f), x);
  }
};

SIMDACT_NAMESPACE_END
