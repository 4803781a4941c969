// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/log_sigmoid/f32_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(-x) from the quotient alone.
template <>
struct kernel<op::log_sigmoid, direction::backward, arithmetic::f32, accuracy::fast>
    : kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::fast> {
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return kernel<op::log_sigmoid, direction::backward, arithmetic::f32, accuracy::high>::reduce(x);
  }
};

SIMDACT_NAMESPACE_END
