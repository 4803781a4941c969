// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/gauss.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// erf'(x) = (2 / sqrt pi) e^(-x^2), both factors in two parts.
template <>
struct kernel<op::erf, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7753;
  static constexpr double tail = 26.5;

  // From 27.5 on the result is below half of the least subnormal number; NaN passes the clamp. The exponential is times
  // 2^120, so that only the last multiplication rounds to a subnormal number.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::f64::gauss_reduce(native::min(V(27.5), native::abs(x)), -1.0);
  }
  template <class V>
  struct mantissa {
    V n, high, low;
  };
  template <class V>
  static SIMDACT_INLINE mantissa<V> evaluate(const core::f64::exp_reduced<V>& e) {
    const core::two_part<V> m = core::f64::exp_mantissa(core::f64::exp_remainder(e));
    return {core::f64::exp_integer(e), m.high, m.low};
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const mantissa<V>& e) {
    const V high(0x1.20dd750429b6dp0 /* 2 / sqrt(pi) */), low(0x1.1ae3a914fed8p-56 /* what it lacks */);
    const V y = native::fma(e.high, high, native::fma(e.high, low, e.low * high));
    return core::lowered(y * core::f64::exp_power<120>(e.n), V(0x1p-120));
  }
};

SIMDACT_NAMESPACE_END
