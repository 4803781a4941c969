// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// e^x.
template <>
struct kernel<op::expm1, direction::backward, arithmetic::f32, accuracy::high>
    : kernel<op::exp, direction::forward, arithmetic::f32, accuracy::high> {};
template <>
struct kernel<op::expm1, direction::backward, arithmetic::f32, accuracy::exact>
    : kernel<op::exp, direction::forward, arithmetic::f32, accuracy::exact> {};

SIMDACT_NAMESPACE_END
