// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/algebraic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::relu6, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::relu6_derivative(x);
  }
};

SIMDACT_NAMESPACE_END
