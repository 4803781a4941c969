// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/tanh/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::tanh, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::tanh, accuracy::fast> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::tanh, direction::forward, arithmetic::f16, accuracy::high> : core::rounded<op::tanh, accuracy::fast> {
};

SIMDACT_NAMESPACE_END
