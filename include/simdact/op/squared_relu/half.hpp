// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/squared_relu/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// The square of an 8-bit integer lies in the middle of two numbers of 8 bits only as m^2 2^(2k), m odd, where what is
// above that last bit, (m^2 - 1) / 2, is even. The same holds of subnormal results. So to even is inward.
template <>
struct kernel<op::squared_relu, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::squared_relu, accuracy::high> {
  static constexpr auto rounds = rounding::inward;
};

template <>
struct kernel<op::squared_relu, direction::forward, arithmetic::f16, accuracy::high>
    : core::rounded<op::squared_relu, accuracy::high> {};

SIMDACT_NAMESPACE_END
