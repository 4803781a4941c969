// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// f' = y + 1.
template <>
struct kernel<op::expm1, direction::from_output, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool subnormals_aside = false;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return x + V(1.0f);
  }
};

SIMDACT_NAMESPACE_END
