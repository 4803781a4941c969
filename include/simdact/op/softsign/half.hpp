// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/softsign/f32.hpp"
#include "simdact/op/softsign/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::softsign, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::softsign, accuracy::fast> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::softsign, direction::forward, arithmetic::f16, accuracy::high>
    : core::rounded<op::softsign, accuracy::high> {};

SIMDACT_NAMESPACE_END
