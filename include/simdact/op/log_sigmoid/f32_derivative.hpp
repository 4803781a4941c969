// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/sigmoid/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(-x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::log_sigmoid, direction::backward, arithmetic::f32, accuracy::high>
    : kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::high> {
  // From 105 on the result is 0, below -40 it is 1; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::exp_reduce<1>(native::min(V(105.0f), native::max(V(-40.0f), x)));
  }
};

SIMDACT_NAMESPACE_END
