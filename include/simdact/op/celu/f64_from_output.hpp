// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/algebraic.hpp"
#include "simdact/core/f64/two_part.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// y > 0 ? 1 : y / alpha + 1.
template <>
struct kernel<op::celu, direction::from_output, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool subnormals_aside = false;

  // alpha is 1.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return core::elu_slope_of(x);
  }

  // The sum in two parts, and the quotient corrected by its remainder, which is NaN where the quotient is infinite.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const core::two_part<V> sum = f64::two_sum(p.alpha, x);
    const V q = native::div(sum.high, p.alpha);
    const V remainder = native::fnma(q, p.alpha, sum.high) + sum.low;
    const V y = q + native::div(remainder, p.alpha);
    return native::select(native::lt(V(0.0), x), V(1.0), native::select(native::is_nan(y), q, y));
  }
};

SIMDACT_NAMESPACE_END
