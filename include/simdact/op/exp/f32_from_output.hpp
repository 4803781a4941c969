// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// f' = y.
template <>
struct kernel<op::exp, direction::from_output, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return x;
  }
};

SIMDACT_NAMESPACE_END
