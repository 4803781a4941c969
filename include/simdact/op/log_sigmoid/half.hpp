// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/log_sigmoid/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::log_sigmoid, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::log_sigmoid, accuracy::fast> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::log_sigmoid, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::log_sigmoid, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{-0x1.62ep-1f, -0x1.62cp-1f}, {-0x1.636p-1f, -0x1.634p-1f}};
};

SIMDACT_NAMESPACE_END
