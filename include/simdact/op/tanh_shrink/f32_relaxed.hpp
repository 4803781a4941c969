// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/op/tanh_shrink/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

// What is fast is this, too.
template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f32, accuracy::relaxed>
    : kernel<op::tanh_shrink, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 1.904;
};

SIMDACT_NAMESPACE_END
