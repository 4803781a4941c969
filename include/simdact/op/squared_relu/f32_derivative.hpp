// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/algebraic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::squared_relu, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::squared_relu_derivative(x);
  }
};

SIMDACT_NAMESPACE_END
