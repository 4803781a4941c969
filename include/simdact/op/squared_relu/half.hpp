// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/squared_relu/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::squared_relu, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::squared_relu, accuracy::high> {};

template <>
struct kernel<op::squared_relu, direction::forward, arithmetic::f16, accuracy::high>
    : core::rounded<op::squared_relu, accuracy::high> {};

SIMDACT_NAMESPACE_END
