// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/algebraic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::leaky_relu, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0;
  static constexpr bool subnormals_aside = false;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    return core::leaky_relu_derivative(x, p);
  }
};

SIMDACT_NAMESPACE_END
