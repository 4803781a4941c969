// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::relu, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0;

  // As in f32: NaN and -0 pass max as its second operand, and adding +0 makes -0 +0.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return native::max(V(0.0), x) + V(0.0);
  }
};

SIMDACT_NAMESPACE_END
