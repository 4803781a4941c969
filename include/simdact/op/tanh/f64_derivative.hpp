// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh'(x) = 1 - tanh^2 x = 4 s(2 x) s(-2 x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::tanh, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7659;
  static constexpr double tail = 354;

  // 4 e^-760 is below half of the least subnormal number; NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const V u = native::min(V(380.0), native::abs(x));
    const auto e = f64::falling(u + u);
    return f64::scaled_down(f64::rounded(f64::logistic_slope(e)) * V(4.0), e.n);
  }
};

SIMDACT_NAMESPACE_END
