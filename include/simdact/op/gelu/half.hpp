// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/gelu/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::gelu, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::gelu, accuracy::fast> {
  static constexpr auto rounds = rounding::upward;
};

template <>
struct kernel<op::gelu, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::gelu, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1p-25f, 0x1p-24f}};
};

SIMDACT_NAMESPACE_END
