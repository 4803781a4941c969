// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

// 1 / (1 + |x|)^2 with its remainder: core/rational.hpp.
template <>
struct kernel<op::softsign, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.75;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::softsign_derivative(x, 0x1p76f, 0x1p32f);
  }
};

SIMDACT_NAMESPACE_END
