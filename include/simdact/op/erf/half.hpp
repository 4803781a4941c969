// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_erf.hpp"
#include "simdact/coef/f16_erf.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/half_sigmoidal.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::erf, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::away;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::bf16_erf;
    return core::half_sigmoidal(x, c::top, c::slope, c::offset, c::c3, c::c2, c::c1, c::c0);
  }
};

template <>
struct kernel<op::erf, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::f16_erf;
    return core::half_sigmoidal(x, c::top, c::slope, c::offset, c::c4, c::c3, c::c2, c::c1, c::c0);
  }
};

SIMDACT_NAMESPACE_END
