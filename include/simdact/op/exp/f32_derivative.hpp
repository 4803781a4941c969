// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/exp/f32.hpp"
#include "simdact/op/exp/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// e^x.
template <>
struct kernel<op::exp, direction::backward, arithmetic::f32, accuracy::high>
    : kernel<op::exp, direction::forward, arithmetic::f32, accuracy::high> {};
template <>
struct kernel<op::exp, direction::backward, arithmetic::f32, accuracy::exact>
    : kernel<op::exp, direction::forward, arithmetic::f32, accuracy::exact> {};

SIMDACT_NAMESPACE_END
