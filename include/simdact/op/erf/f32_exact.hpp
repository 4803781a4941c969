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
// last segments, are less than 2^-36 of it. All is computed times 2^64, so that what is rounded is never subnormal; the
// last product would round a subnormal result once more.
template <>
struct kernel<op::erf, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr double slope[] = {1.1283791670955126, 1.1283791670955126};

  // n is in the low bits of t, and q begun in the first stage. A float, which has no stages, is computed in double.
  template <class V>
  struct segment {
    V x, t, r, q;
  };
  template <class V, class = std::enable_if_t<(native::vector_traits<V>::lanes > 1)>>
  static SIMDACT_INLINE segment<V> reduce(const V& x) {
    using namespace coef::exact_erf_f32;
    const V u = native::min(V(top), native::abs(x));
    constexpr bool is_wide = native::has_wide_lookup<V>;
    const V t = native::fma(u, V(is_wide ? per_step16 : per_step8), V(core::shifter<0>));
    const V r = native::fnma(t - V(core::shifter<0>), V(is_wide ? step16 : step8), u);
    if constexpr (is_wide) {
      return {x, t, r, core::segment_polynomial(native::to_bits(t), r, q16_5, q16_4, q16_3)};
    } else {
      return {x, t, r, core::segment_polynomial(native::to_bits(t), r, q8_7, q8_6, q8_5, q8_4)};
    }
  }

  // c + r q(r)
  template <class V>
  struct curved {
    V x, t, r, curve, curve_low;
  };
  template <class V>
  static SIMDACT_INLINE curved<V> evaluate(const segment<V>& s) {
    using namespace coef::exact_erf_f32;
    V q = s.q;
    if constexpr (native::has_wide_lookup<V>) {
      q = core::segment_polynomial_from(q, native::to_bits(s.t), s.r, q16_2, q16_1, q16_0);
    } else {
      q = core::segment_polynomial_from(q, native::to_bits(s.t), s.r, q8_3, q8_2, q8_1, q8_0);
    }
    const V c = at(s.t, curve8, curve16);
    const V curve = native::fma(s.r, q, c);
    return {s.x, s.t, s.r, curve, native::fma(s.r, q, c - curve) + at(s.t, curve8_low, curve16_low)};
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const curved<V>& c) {
    using namespace coef::exact_erf_f32;
    const V r = c.r, s = at(c.t, slope8, slope16), v = at(c.t, value8, value16);
    const V chord = native::fma(r, c.curve, s);
    const V chord_low =
        native::fma(r, c.curve, s - chord) + native::fma(r, c.curve_low, at(c.t, slope8_low, slope16_low));
    const V high = native::fma(r, chord, v);
    const V low = native::fma(r, chord, v - high) + native::fma(r, chord_low, at(c.t, value8_low, value16_low));
    const V w = native::fma(r, r * at(c.t, width8, width16), high * V(0x1p-36f));
    const V scaled = high + (low - w);
    const V y = scaled * V(0x1p-64f);
    const auto doubtful = core::is_doubtful(scaled, high, low + w);
    const V u = native::abs(c.x);
    const auto is_subnormal = native::mask_and(native::lt(V(0.0f), u), native::lt(u, V(0x1p-126f)));
    if (__builtin_expect(native::any(native::mask_or(doubtful, is_subnormal)), 0)) {
      if (native::any(doubtful)) return eval(c.x);
      return native::with_sign(native::select(is_subnormal, line(u), y), c.x);
    }
    return native::with_sign(y, c.x);
  }

  // In double. For u = |x|, erf u = u p(w), a polynomial in w = u^2 - middle, in which the terms cancel far less than
  // in u^2. One result lies so near the midpoint of two floats that the double's error takes it to the other side.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::min(V(top), native::abs(x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D w = native::fms(d, d, D(coef::exact_erf::middle));
      return d * core::exact_polynomial(w, coef::exact_erf::p);
    };
    return native::with_sign(core::corrected(core::in_double(f, u), u, 0x1.81d5acp-13f, 0x1.b35e28p-13f), x);
  }

 private:
  // From here on the result is 1. NaN passes the minimum.
  static constexpr float top = 3.93f;

  template <class V>
  static SIMDACT_INLINE V at(const V& t, const float (&of8)[8], const float (&of16)[16]) {
    if constexpr (native::has_wide_lookup<V>) {
      return native::lookup<V>(of16, native::to_bits(t));
    } else {
      return native::lookup<V>(of8, native::to_bits(t));
    }
  }

  // Where erf u is 2 / sqrt(pi) u, to far beyond a double.
  template <class V>
  static SIMDACT_INLINE V line(const V& u) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      return d * std::decay_t<decltype(d)>(0x1.20dd750429b6dp0 /* 2 / sqrt(pi) */);
    };
    return core::in_double(f, u);
  }
};

SIMDACT_NAMESPACE_END
