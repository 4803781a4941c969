// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_selu.hpp"
#include "simdact/core/f64/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// selu'(x) = lambda (x > 0 ? 1 : a e^x).
template <>
struct kernel<op::selu, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7665;
  static constexpr double tail = 708.7;

  // From -760 down the result is 0; NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    namespace c = coef::f64_selu;
    const f64::exp_reduced<V> e = f64::exp_reduce(native::min(V(0.0), native::max(V(-760.0), x)));
    const core::two_part<V> m = f64::exp_mantissa(f64::exp_remainder(e));
    const V y = native::fma(V(c::factor), m.high, native::fma(V(c::factor), m.low, V(c::factor_low) * m.high));
    return native::select(native::lt(V(0.0), x), V(c::slope), f64::scaled_down(y, f64::exp_integer(e)));
  }
};

SIMDACT_NAMESPACE_END
