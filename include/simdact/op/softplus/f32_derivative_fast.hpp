// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(x) at alpha = 1.
template <>
struct kernel<op::softplus, direction::backward, arithmetic::f32, accuracy::fast>
    : kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::fast> {};

SIMDACT_NAMESPACE_END
