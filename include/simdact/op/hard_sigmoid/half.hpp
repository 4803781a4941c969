// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/hard_sigmoid/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::hard_sigmoid, accuracy::high> {};

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::f16, accuracy::high>
    : core::rounded<op::hard_sigmoid, accuracy::high> {};

SIMDACT_NAMESPACE_END
