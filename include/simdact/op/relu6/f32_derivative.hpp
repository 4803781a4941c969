// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/step.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::relu6, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::step(native::mask_and(native::lt(V(0.0f), x), native::lt(x, V(6.0f))), x);
  }
};

SIMDACT_NAMESPACE_END
