// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/tanh/f32_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high, without low parts.
template <>
struct kernel<op::tanh, direction::backward, arithmetic::f32, accuracy::fast>
    : core::logistic_fast<kernel<op::tanh, direction::backward, arithmetic::f32, accuracy::high>, core::logistic_rate_2,
                          4> {
  static constexpr double bound = 3.238;
  static constexpr double tail = 44.3;
};

SIMDACT_NAMESPACE_END
