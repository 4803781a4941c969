// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::squared_relu, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;

  // NaN passes max as its second operand, and so does -0, whose square is +0.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V positive = native::max(V(0.0f), x);
    return positive * positive;
  }
};

SIMDACT_NAMESPACE_END
