// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// K / (K + K e^-x), the denominator in two parts, K a power of two.
template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7688;
  static constexpr double tail = 708.2;

  // Below -760 the result is 0, above 60 it is 1; NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::f64::exp_reduce(native::negate(native::min(V(60.0), native::max(V(-760.0), x))));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced<V>& e) {
    return core::f64::logistic_denominator(e);
  }
  // Only the last step rounds to a subnormal number.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::two_part<V>& d) {
    return core::lowered(core::f64::rounded(core::f64::reciprocal(d)), V(core::f64::logistic_unit));
  }
};

SIMDACT_NAMESPACE_END
