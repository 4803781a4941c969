// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// f' = y - y^2. An infinite y, which no sigmoid is, counts as the largest double, for -inf as the limit.
template <>
struct kernel<op::sigmoid, direction::from_output, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    const auto same = [](const V& y) SIMDACT_INLINE_LAMBDA { return y; };
    const auto difference = [](const V& y) SIMDACT_INLINE_LAMBDA { return native::fnma(y, y, y); };
    return core::beside_line(native::min(V(0x1.fffffffffffffp1023), x), same, difference);
  }
};

SIMDACT_NAMESPACE_END
