// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/sigmoid/f64.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(-x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::log_sigmoid, direction::backward, arithmetic::f64, accuracy::high>
    : kernel<op::sigmoid, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7695;

  // From 760 on the result is 0, below -60 it is 1; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::f64::exp_reduce(native::min(V(760.0), native::max(V(-60.0), x)));
  }
};

SIMDACT_NAMESPACE_END
