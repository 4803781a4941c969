// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/f64/split.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// elu'(x) = x > 0 ? 1 : alpha e^x.
template <>
struct kernel<op::elu, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.8703;
  static constexpr double tail = 708.2;

  // alpha = 1.
  template <class V>
  static SIMDACT_INLINE f64_lowerable<V> eval(const V& x) {
    namespace f64 = core::f64;
    return f64::exp(native::min(V(0.0), x));
  }

  // With alpha = a 2^k the last step is the only one to round to a subnormal number. The largest alpha times e^-1500 is
  // below half of the least one; NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const f64::split_parts<V> alpha = f64::split(p.alpha);
    const f64::exp_reduced<V> e = f64::exp_reduce(native::min(V(0.0), native::max(V(-1500.0), x)));
    const core::two_part<V> m = f64::exp_mantissa(f64::exp_remainder(e));
    const V y = native::fma(alpha.mantissa, m.high, alpha.mantissa * m.low);
    return native::select(native::lt(V(0.0), x), V(1.0), f64::scaled(y, f64::exp_integer(e) + alpha.exponent));
  }
};

SIMDACT_NAMESPACE_END
