// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/exp/f64.hpp"

SIMDACT_NAMESPACE_BEGIN

// e^x.
template <>
struct kernel<op::expm1, direction::backward, arithmetic::f64, accuracy::high>
    : kernel<op::exp, direction::forward, arithmetic::f64, accuracy::high> {};

SIMDACT_NAMESPACE_END
