// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

// x h + x r/6 with h + r/6 = x/6 + 1/2: core/rational.hpp.
template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.6667;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return core::hard_swish(x, V(0x1.5555555555555p-3 /* 1/6 rounded */));
  }
};

SIMDACT_NAMESPACE_END
