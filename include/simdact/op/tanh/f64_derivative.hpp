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
  static SIMDACT_INLINE auto reduce(V x) {
    const V u = native::min(V(380.0), native::abs(x));
    return core::f64::exp_reduce(native::negate(u + u));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced<V>& e) {
    return core::f64::logistic_slope(core::f64::falling_from(e));
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::fraction<V>& f) {
    return core::f64::scaled_down(core::f64::rounded_quotient(f) * V(4.0), f.companion);
  }
};

SIMDACT_NAMESPACE_END
