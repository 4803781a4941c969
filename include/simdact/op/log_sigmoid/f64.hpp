// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/softplus/f64.hpp"

SIMDACT_NAMESPACE_BEGIN

// -softplus(-x).
template <>
struct kernel<op::log_sigmoid, direction::forward, arithmetic::f64, accuracy::high> {
  using softplus = kernel<op::softplus, direction::forward, arithmetic::f64, accuracy::high>;
  static constexpr double bound = 0.7648;
  static constexpr double tail = 708.2;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return native::negate(softplus::eval(native::negate(x)));
  }
};

SIMDACT_NAMESPACE_END
