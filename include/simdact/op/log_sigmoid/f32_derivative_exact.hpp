// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/sigmoid/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(-x).
template <>
struct kernel<op::log_sigmoid, direction::backward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr double tail = 87.3;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::exact>::eval(native::negate(x));
  }
};

SIMDACT_NAMESPACE_END
