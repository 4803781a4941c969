// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/relaxed_gelu_tanh.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/vanishing.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) - g(|x|), g(u) = u / (1 + e^(2 z)), z = sqrt(2 / pi) (u + 0.044715 u^3): core/vanishing.hpp.
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::relaxed> {
  static constexpr double bound = 1.099;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::relaxed_gelu_tanh;
    return core::vanishing(x, c::top, c::rate, c::width, c::p0, c::p7, c::p6, c::p5, c::p4, c::p3, c::p2, c::p1);
  }
};

SIMDACT_NAMESPACE_END
