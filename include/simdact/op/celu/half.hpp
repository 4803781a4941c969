// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/op/elu/half.hpp"

SIMDACT_NAMESPACE_BEGIN

// celu at alpha = 1 is elu at alpha = 1.
template <>
struct kernel<op::celu, direction::forward, arithmetic::bf16, accuracy::high>
    : kernel<op::elu, direction::forward, arithmetic::bf16, accuracy::high> {};

template <>
struct kernel<op::celu, direction::forward, arithmetic::f16, accuracy::high>
    : kernel<op::elu, direction::forward, arithmetic::f16, accuracy::high> {};

SIMDACT_NAMESPACE_END
