// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/swish/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::swish, direction::forward, arithmetic::bf16, accuracy::high>
    : core::mended<op::swish, accuracy::fast, arithmetic::bf16> {
  static constexpr auto rounds = rounding::upward;
  static constexpr core::mend wrong[] = {{0x1.01p-8f, 0x1p-8f}, {-0x1.ffp-10f, -0x1p-9f}};
};

template <>
struct kernel<op::swish, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::swish, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{-0x1.8p-24f, -0x1p-24f}};
};

SIMDACT_NAMESPACE_END
