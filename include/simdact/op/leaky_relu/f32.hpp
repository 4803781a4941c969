// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::leaky_relu, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    return native::select(native::lt(V(0.0f), x), x, p.alpha * x);
  }

  // A slope within [0, 1) makes x the larger of x and alpha x just where x > 0.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return native::max(V(0.01f) * x, x);
  }
};

SIMDACT_NAMESPACE_END
