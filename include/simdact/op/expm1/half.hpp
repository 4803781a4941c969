// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/expm1/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::expm1, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::expm1, accuracy::fast> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::expm1, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::expm1, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1.6a2p-11f, 0x1.6a4p-11f}};
};

SIMDACT_NAMESPACE_END
