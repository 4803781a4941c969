// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/f64_exponent.hpp"

SIMDACT_NAMESPACE_BEGIN

// x s(P), s(P) = 1 / (1 + e^-P) in two parts, P = 2 sqrt(2/pi) (x + 0.044715 x^3).
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.6;

  // From -21.7 down the result is -0, above 10 it is x; NaN passes the clamps. Only the last step rounds to a subnormal
  // number.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const V bounded = native::min(V(12.0), native::max(V(-21.7), x));
    const core::two_part<V> p = f64::gelu_tanh_exponent(bounded);
    const core::two_part<V> s = f64::logistic_raised(f64::exp_reduce(native::negate(p.high), native::negate(p.low)));
    const V y = native::fma(bounded, s.high, bounded * s.low) * V(f64::logistic_unit);
    return native::select(native::lt(V(10.0), x), x, y);
  }
};

SIMDACT_NAMESPACE_END
