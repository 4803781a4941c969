// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/sigmoid/f64.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(-x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::log_sigmoid, direction::backward, arithmetic::f64, accuracy::high> {
  using sigmoid = kernel<op::sigmoid, direction::forward, arithmetic::f64, accuracy::high>;
  static constexpr double bound = sigmoid::bound;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return sigmoid::eval(native::negate(x));
  }
};

SIMDACT_NAMESPACE_END
