// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// f' = y - y^2. An infinite y, which no sigmoid is, counts as the largest double, for -inf as the limit.
template <>
struct kernel<op::sigmoid, direction::from_output, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    const V y = native::min(V(0x1.fffffffffffffp1023), x);
    return native::fnma(y, y, y);
  }
};

SIMDACT_NAMESPACE_END
