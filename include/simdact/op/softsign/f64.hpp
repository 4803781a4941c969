// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

// Two roundings and their remainder: core/rational.hpp.
template <>
struct kernel<op::softsign, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.625;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return core::softsign(x, V(0x1p55));
  }
};

SIMDACT_NAMESPACE_END
