// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/elu/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::elu, direction::forward, arithmetic::bf16, accuracy::high> : core::rounded<op::elu, accuracy::high> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::elu, direction::forward, arithmetic::f16, accuracy::high> : core::rounded<op::elu, accuracy::high> {};

SIMDACT_NAMESPACE_END
