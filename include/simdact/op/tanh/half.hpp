// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_tanh.hpp"
#include "simdact/coef/bf16_tanh_fine.hpp"
#include "simdact/coef/f16_tanh.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN

// A polynomial in u = |x| for each of eight segments, whose coefficients are such that every result is correctly
// rounded. From top on it is constant. NaN passes the minimum, or comes back with the sign. Where one instruction looks
// up sixteen entries there are as many segments, and a degree less.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::away;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    if constexpr (native::has_wide_lookup<V>) {
      namespace c = coef::bf16_tanh_fine;
      const V u = native::min(V(c::top), native::abs(x));
      const native::bits_t<V> i = core::quarter_octave(native::fma(u, V(c::slope), V(c::offset)));
      return native::with_sign(core::segment_polynomial(i, u, c::c2, c::c1, c::c0), x);
    }
    namespace c = coef::bf16_tanh;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::fma(u, V(c::slope), V(c::offset)));
    return native::with_sign(core::segment_polynomial(i, u, c::c3, c::c2, c::c1, c::c0), x);
  }
};

template <>
struct kernel<op::tanh, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::f16_tanh;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::fma(u, V(c::slope), V(c::offset)));
    return native::with_sign(core::segment_polynomial(i, u, c::c5, c::c4, c::c3, c::c2, c::c1, c::c0), x);
  }
};

SIMDACT_NAMESPACE_END
