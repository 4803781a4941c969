// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/gauss.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// erf'(x) = (2 / sqrt pi) e^(-x^2), both factors in two parts.
template <>
struct kernel<op::erf, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7733;
  static constexpr double tail = 26.5;

  // From 27.5 on the result is below half of the least subnormal number; NaN passes the clamp. The exponential is times
  // 2^120, so that only the last multiplication rounds to a subnormal number.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const V high(0x1.20dd750429b6dp0 /* 2 / sqrt(pi) */), low(0x1.1ae3a914fed8p-56 /* what it lacks */);
    const f64::scaled_exp<V> e = f64::gauss(native::min(V(27.5), native::abs(x)), -1.0);
    const V small = native::fma(e.mantissa.high, low, e.mantissa.low * high);
    return core::lowered(native::fma(e.mantissa.high, high, small) * f64::exp_power<120>(e.n), V(0x1p-120));
  }
};

SIMDACT_NAMESPACE_END
