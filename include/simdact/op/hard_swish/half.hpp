// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/hard_swish/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::hard_swish, accuracy::high> {
  static constexpr auto rounds = rounding::upward;
};

template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::hard_swish, accuracy::high, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1p-25f, 0x1p-24f}};
};

SIMDACT_NAMESPACE_END
