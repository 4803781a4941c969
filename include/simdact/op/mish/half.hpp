// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/mish/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::mish, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::mish, accuracy::fast> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::mish, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::mish, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {
      {0x1.f52p-11f, 0x1.f54p-11f}, {0x1.7b2p0f, 0x1.7b4p0f}, {-0x1.7fep-12f, -0x1.7fcp-12f}};
};

SIMDACT_NAMESPACE_END
