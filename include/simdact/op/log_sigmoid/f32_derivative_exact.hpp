// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(-x).
template <>
struct kernel<op::log_sigmoid, direction::backward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::exact>::eval(native::negate(x));
  }
};

SIMDACT_NAMESPACE_END
