// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/log1p/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::log1p, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::log1p, accuracy::high> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::log1p, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::log1p, accuracy::high, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1.7fap-8f, 0x1.7fcp-8f}, {-0x1.806p-8f, -0x1.804p-8f}};
};

SIMDACT_NAMESPACE_END
