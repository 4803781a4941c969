// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/softcap/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::softcap, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::softcap, accuracy::fast> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::softcap, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::softcap, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {
      {0x1.18ap0f, 0x1.18cp0f}, {0x1.dfap0f, 0x1.dfcp0f}, {-0x1.18ap0f, -0x1.18cp0f}, {-0x1.dfap0f, -0x1.dfcp0f}};
};

SIMDACT_NAMESPACE_END
