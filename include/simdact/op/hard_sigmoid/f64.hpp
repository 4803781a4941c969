// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.6667;
  static constexpr bool meets_subnormals = true;

  // 1/6 in two parts: core/rational.hpp.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return core::hard_sigmoid(x, V(0x1.5555555555555p-3 /* 0.16666666666666666 */),
                              V(0x1.5555555555556p-57 /* 9.25185853854297e-18 */));
  }

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    return core::hard_sigmoid(x, p);
  }
};

SIMDACT_NAMESPACE_END
