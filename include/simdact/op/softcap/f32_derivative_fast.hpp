// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/softcap/f32_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high, without low parts.
template <>
struct kernel<op::softcap, direction::backward, arithmetic::f32, accuracy::fast>
    : core::logistic_fast<kernel<op::softcap, direction::backward, arithmetic::f32, accuracy::high>,
                          kernel<op::softcap, direction::backward, arithmetic::f32, accuracy::high>::rate, 4> {
  static constexpr double bound = 3.236;
};

SIMDACT_NAMESPACE_END
