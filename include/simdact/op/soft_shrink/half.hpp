// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/soft_shrink/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::soft_shrink, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::soft_shrink, accuracy::high> {};

template <>
struct kernel<op::soft_shrink, direction::forward, arithmetic::f16, accuracy::high>
    : core::rounded<op::soft_shrink, accuracy::high> {};

SIMDACT_NAMESPACE_END
