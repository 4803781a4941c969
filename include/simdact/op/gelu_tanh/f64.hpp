// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/f64_exponent.hpp"

SIMDACT_NAMESPACE_BEGIN

// x s(P), s(P) = 1 / (1 + e^-P) in two parts, P = 2 sqrt(2/pi) (x + 0.044715 x^3).
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7783;
  static constexpr double tail = 21.1;

  // From -21.7 down the result is -0, above 10 it is x; NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE V clamp(const V& x) {
    return native::min(V(12.0), native::max(V(-21.7), x));
  }
  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    namespace f64 = core::f64;
    const core::two_part<V> p = f64::gelu_tanh_exponent(clamp(x));
    return {x, f64::exp_reduce(native::negate(p.high), native::negate(p.low))};
  }

  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    return core::f64::logistic_denominator(s);
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::over_logistic<V>& f) {
    return native::select(native::lt(V(10.0), f.x), f.x, core::f64::times_logistic(clamp(f.x), f));
  }
};

SIMDACT_NAMESPACE_END
