// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/algebraic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::leaky_relu, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    return core::leaky_relu(x, p);
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::leaky_relu(x);
  }
};

SIMDACT_NAMESPACE_END
