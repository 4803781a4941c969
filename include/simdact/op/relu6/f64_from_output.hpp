// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/relu6/f64_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// y lies where x does: f' is the same step of either.
template <>
struct kernel<op::relu6, direction::from_output, arithmetic::f64, accuracy::high>
    : kernel<op::relu6, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5;
};

SIMDACT_NAMESPACE_END
