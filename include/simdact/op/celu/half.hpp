// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/celu/f32.hpp"
#include "simdact/op/elu/half.hpp"

SIMDACT_NAMESPACE_BEGIN

// celu at alpha = 1 is elu at alpha = 1.
template <>
struct kernel<op::celu, direction::forward, arithmetic::bf16, accuracy::high>
    : kernel<op::elu, direction::forward, arithmetic::bf16, accuracy::high> {};

template <>
struct kernel<op::celu, direction::forward, arithmetic::f16, accuracy::high> : core::rounded<op::celu, accuracy::high> {
};

SIMDACT_NAMESPACE_END
