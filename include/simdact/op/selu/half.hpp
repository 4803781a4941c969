// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_selu.hpp"
#include "simdact/coef/f16_selu.hpp"
#include "simdact/coef/selu_derivative.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

// lambda max(x, 0) - lambda a (1 - e^min(x, 0)), of which one term is a zero; the second is +0 for x >= 0, so that
// x = -0 keeps its sign. It is a polynomial in u = -x for each of eight segments, whose coefficients are such that
// every result is correctly rounded, given by the highest first. NaN passes the maximum.
template <class V, class... Tables>
SIMDACT_INLINE V half_selu(const V& x, float top, float slope, float offset, const Tables&... c) {
  const V u = native::min_abs(V(top), native::min(V(0.0f), x));
  const native::bits_t<V> i = half_octave(native::fma(u, V(slope), V(offset)));
  const V p = segment_polynomial(i, u, c...);
  return native::fms(V(coef::selu_derivative::slope), native::max(V(0.0f), x), p);
}

}  // namespace core

template <>
struct kernel<op::selu, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::away;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::bf16_selu;
    return core::half_selu(x, c::top, c::slope, c::offset, c::c3, c::c2, c::c1, c::c0);
  }
};

template <>
struct kernel<op::selu, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::f16_selu;
    return core::half_selu(x, c::top, c::slope, c::offset, c::c4, c::c3, c::c2, c::c1, c::c0);
  }
};

SIMDACT_NAMESPACE_END
