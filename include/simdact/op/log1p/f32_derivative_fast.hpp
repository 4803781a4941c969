// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// 1 / (1 + x), the sum rounded.
template <>
struct kernel<op::log1p, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 1.500;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V y = native::div(V(1.0f), x + V(1.0f));
    return native::select(native::lt(x, V(-1.0f)), V(NAN), y);
  }
};

SIMDACT_NAMESPACE_END
