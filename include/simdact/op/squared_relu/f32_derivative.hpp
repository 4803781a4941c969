// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::squared_relu, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0;

  // 2 max(x, 0). NaN passes max as its second operand, and so does -0: adding +0 makes it +0 and changes nothing else.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return (native::max(V(0.0f), x) + V(0.0f)) * V(2.0f);
  }
};

SIMDACT_NAMESPACE_END
