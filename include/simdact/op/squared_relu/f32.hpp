// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/algebraic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::squared_relu, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool subnormals_aside = false;  // their squares are 0

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::squared_relu(x);
  }
};

SIMDACT_NAMESPACE_END
