// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/step.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::leaky_relu, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    return core::step(native::lt(V(0.0f), x), x, V(1.0f), p.alpha);
  }
};

SIMDACT_NAMESPACE_END
