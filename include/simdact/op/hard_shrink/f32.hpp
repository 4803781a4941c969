// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_shrink, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0;

  // x times 1 or 0: where |x| <= alpha a zero of the sign of x, and NaN where x is NaN.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    return x * native::select_or_zero(native::lt(p.alpha, native::abs(x)), V(1.0f));
  }
};

SIMDACT_NAMESPACE_END
