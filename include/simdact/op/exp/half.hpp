// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/exp/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::exp, direction::forward, arithmetic::bf16, accuracy::high> : core::rounded<op::exp, accuracy::high> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::exp, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::exp, accuracy::high, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1.01ep0f, 0x1.01cp0f}, {0x1.05ep0f, 0x1.05cp0f}};
};

SIMDACT_NAMESPACE_END
