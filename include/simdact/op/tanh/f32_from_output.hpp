// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// f' = 1 - y^2.
template <>
struct kernel<op::tanh, direction::from_output, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V y = core::cut_below(V(0x1p-60f), x);
    return native::fnma(y, y, V(1.0f));
  }
};

SIMDACT_NAMESPACE_END
