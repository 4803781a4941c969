// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_softcap.hpp"
#include "simdact/coef/fast_tanh.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/tanh.hpp"
#include "simdact/op/softcap/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// The shorter quotient of core/tanh.hpp, stretched.
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::fast>
    : at_or<kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::fast>,
            kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::high>> {
  static constexpr double bound = 3.268;

  // From top on the result is 30. NaN passes the minimum.
  template <class V>
  struct segment {
    V x, r, value, scaled;
  };
  template <class V>
  static SIMDACT_INLINE segment<V> reduce(V x) {
    namespace c = coef::fast_softcap;
    const native::bits_t<V> i = core::short_tanh_segment(native::min_abs(V(c::last), x), V(c::slope));
    return {x, native::min(V(c::top), native::abs(x)) - native::lookup<V>(c::centre, i), native::lookup<V>(c::value, i),
            native::lookup<V>(c::scaled, i)};
  }
  template <class V>
  static SIMDACT_INLINE core::quotient<V> evaluate(const segment<V>& s) {
    namespace c = coef::fast_softcap;
    const V w = s.r * s.r;
    const V g = s.r * native::fma(w, V(c::p[0]), V(c::q));
    const core::quotient<V> y = core::short_tanh(g, native::fma(w, V(c::factor), V(c::q)), s.value, s.scaled);
    return {native::with_sign(y.numerator, s.x), y.denominator};
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::quotient<V>& y) {
    return native::div(y.numerator, y.denominator);
  }

  // With tanh's tables, for alpha in [2^-60, 2^60]; high serves the others. alpha T and T / alpha are rounded, which
  // would count several times where the quotient's terms cancel. So the quotient is that of the rest,
  //   alpha tanh(u / alpha) = alpha T + K G / (d + (T / alpha) G),   K = 1 - T^2.
  // At top that is above alpha, and so alpha is the result from there on, for infinite x too.
  template <class V>
  struct segment_at {
    V x, r, value;
  };
  template <class V>
  struct sum_at {
    V x, value, numerator, denominator;
  };
  template <class V>
  struct at {
    V alpha, inverse, rate, slope, last, top;

    SIMDACT_INLINE explicit at(const parameters<V>& p)
        : alpha(p.alpha),
          inverse(native::div(V(1.0f), alpha)),
          rate(V(coef::fast_softcap::unit_rate) * inverse),
          slope(V(coef::fast_tanh::slope) * inverse),
          last(V(coef::fast_tanh::last) * alpha),
          top(V(coef::fast_tanh::top + 0.4f) * alpha) {}
    static SIMDACT_INLINE bool serves(const parameters<V>& p) {
      return !native::any(native::mask_or(native::lt(p.alpha, V(0x1p-60f)), native::lt(V(0x1p60f), p.alpha)));
    }
    SIMDACT_INLINE segment_at<V> reduce(const V& x) const {
      namespace c = coef::fast_tanh;
      const native::bits_t<V> i = core::short_tanh_segment(native::min_abs(last, x), slope);
      const V value = native::lookup<V>(c::value, i);
      const V u = native::min(top, native::abs(x));
      return {x, native::fnma(alpha, native::lookup<V>(c::centre, i), u), value};
    }
    SIMDACT_INLINE sum_at<V> evaluate(const segment_at<V>& s) const {
      namespace c = coef::fast_softcap;
      const V r = s.r * rate;
      const V w = r * r;
      const V g = s.r * native::fma(w, V(c::unit_p[0]), V(c::unit_q));
      const V derivative = native::fnma(s.value, s.value, V(1.0f));
      return {s.x, s.value * alpha, derivative * g, native::fma(s.value * inverse, g, w + V(c::unit_q))};
    }
    SIMDACT_INLINE V finish(const sum_at<V>& s) const {
      return native::with_sign(native::min(alpha, s.value + native::div(s.numerator, s.denominator)), s.x);
    }
  };
};

SIMDACT_NAMESPACE_END
