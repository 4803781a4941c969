// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/relu/f32_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// y lies where x does: f' is the same step of either.
template <>
struct kernel<op::relu, direction::from_output, arithmetic::f32, accuracy::high>
    : kernel<op::relu, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;
};

SIMDACT_NAMESPACE_END
