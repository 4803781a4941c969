// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

// x <= -3 ? 0 : x < 3 ? x/3 + 1/2 : 1, with 1/3 in two parts: core/rational.hpp.
template <>
struct kernel<op::hard_swish, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    const V third(0x1.5555555555555p-2 /* 0.3333333333333333 */),
        low(0x1.5555555555555p-56 /* 1.850371707708594e-17 */);
    return core::hard_swish_derivative(x, third, low);
  }
};

SIMDACT_NAMESPACE_END
