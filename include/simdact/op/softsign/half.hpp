// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/softsign/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

struct half_softsign : kernel<op::softsign, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::away;
};

}  // namespace core

template <>
struct kernel<op::softsign, direction::forward, arithmetic::bf16, accuracy::high> : core::half_softsign {};

template <>
struct kernel<op::softsign, direction::forward, arithmetic::f16, accuracy::high> : core::half_softsign {};

SIMDACT_NAMESPACE_END
