// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.6;

  // Below -760 the result is 0, above 60 it is 1; NaN passes the clamps. Only the last step rounds to a subnormal
  // number.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const V y = native::min(V(60.0), native::max(V(-760.0), x));
    const core::two_part<V> s = f64::logistic_raised(f64::exp_reduce(native::negate(y)));
    return f64::rounded(s) * V(f64::logistic_unit);
  }
};

SIMDACT_NAMESPACE_END
