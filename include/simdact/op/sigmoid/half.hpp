// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/sigmoid/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::sigmoid, accuracy::fast> {};

template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::sigmoid, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1.006p-1f, 0x1.004p-1f},
                                         {0x1.00ep-1f, 0x1.00cp-1f},
                                         {0x1.ff2p-2f, 0x1.ff4p-2f},
                                         {0x1.fe2p-2f, 0x1.fe4p-2f},
                                         {0x1.d62002p-2f, 0x1.d6p-2f}};
};

SIMDACT_NAMESPACE_END
