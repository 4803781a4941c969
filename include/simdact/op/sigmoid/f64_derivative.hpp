// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// sigmoid'(x) = s(x) s(-x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::sigmoid, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7671;
  static constexpr double tail = 708.2;

  // e^-760 is below half of the least subnormal number; NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const auto e = f64::falling(native::min(V(760.0), native::abs(x)));
    return f64::scaled_down(f64::rounded(f64::logistic_slope(e)), e.n);
  }
};

SIMDACT_NAMESPACE_END
