// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/erf/f32.hpp"
#include "simdact/op/erf/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::erf, direction::forward, arithmetic::bf16, accuracy::high> : core::rounded<op::erf, accuracy::fast> {
  static constexpr auto rounds = rounding::away;
};

template <>
struct kernel<op::erf, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::erf, accuracy::high, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1.b66p-10f, 0x1.b64p-10f}, {-0x1.b66p-10f, -0x1.b64p-10f}};
};

SIMDACT_NAMESPACE_END
