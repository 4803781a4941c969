// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh u = m / (m + 2) for u = |x|, m = e^(2 u) - 1 = 2^n p + (2^n - 1) in two parts.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.9;

  // From 18.71 to 19.06, the middle of the last two doubles up to 1, the result is the one below 1, and then it is 1.
  // So 2^n - 1 is exact. m + 2 as d + low: d - 2 is exact, since no last place of m is larger than 2. NaN passes the
  // minimum.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const V two(2.0), u = native::abs(x), bounded = native::min(V(18.71), u);
    const f64::exp_reduced<V> e = f64::exp_reduce(bounded + bounded);
    const core::two_part<V> p = f64::exp_remainder_light(e);
    const core::two_part<V> m = f64::exp_minus_one(e, p);
    const V d = m.high + two, low = (m.high - (d - two)) + m.low;
    const V inverse = native::div(V(1.0), d), q = m.high * inverse;
    const V remainder = native::fnma(q, low, native::fnma(q, d, m.high) + m.low);
    const V y = native::fma(remainder, inverse, q);
    return native::with_sign(native::select(native::lt(V(0x1.30fc1931f09cap4 /* 19.06 */), u), V(1.0), y), x);
  }
};

SIMDACT_NAMESPACE_END
