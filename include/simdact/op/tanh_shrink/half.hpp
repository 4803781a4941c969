// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/tanh_shrink/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::tanh_shrink, accuracy::fast> {};

template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::tanh_shrink, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {
      {0x1.f5ap-14f, 0x1.f5cp-14f},
      {-0x1.f5ap-14f, -0x1.f5cp-14f},
      {0x1.09ep-5f, 0x1.09cp-5f},
      {-0x1.09ep-5f, -0x1.09cp-5f},
  };
};

SIMDACT_NAMESPACE_END
