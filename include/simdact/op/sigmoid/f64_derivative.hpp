// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// sigmoid'(x) = s(x) s(-x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::sigmoid, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7684;
  static constexpr double tail = 708.2;

  // e^-760 is below half of the least subnormal number; NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::f64::exp_reduce(native::negate(native::min(V(760.0), native::abs(x))));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced<V>& e) {
    return core::f64::logistic_slope(core::f64::falling_from(e));
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::fraction<V>& f) {
    return core::f64::scaled_down(core::f64::rounded_quotient(f), f.companion);
  }
};

SIMDACT_NAMESPACE_END
