// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh u = m / (m + 2) for u = |x|, m = e^(2 u) - 1 = 2^n p + (2^n - 1) in two parts.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.624;

  // From 18.71 to 19.06, the middle of the last two doubles up to 1, the result is the one below 1, and then it is 1.
  // So n is at most 54, where alone 2^n - 1 is rounded, by 2^-54 of it. NaN passes the minimum.
  template <class V>
  struct reduced {
    V x;
    core::f64::exp_reduced<V> e;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    const V bounded = native::min(V(18.71), native::abs(x));
    return {x, core::f64::exp_reduce(bounded + bounded)};
  }

  // m, and m + 2 as d + d_low: d - 2 is exact, since no last place of m is larger than 2.
  template <class V>
  struct fraction {
    V x, m, m_low, d, d_low;
  };
  template <class V>
  static SIMDACT_INLINE fraction<V> evaluate(const reduced<V>& s) {
    namespace f64 = core::f64;
    const V two(2.0);
    const core::two_part<V> m = f64::exp_minus_one(s.e, f64::exp_remainder(s.e));
    const V d = m.high + two;
    return {s.x, m.high, m.low, d, (m.high - (d - two)) + m.low};
  }

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const fraction<V>& f) {
    const V inverse = native::div(V(1.0), f.d), q = f.m * inverse;
    const V remainder = native::fnma(q, f.d_low, native::fnma(q, f.d, f.m) + f.m_low);
    const V y = native::fma(remainder, inverse, q);
    const auto one = native::lt(V(0x1.30fc1931f09cap4 /* 19.06 */), native::abs(f.x));
    return native::with_sign(native::select(one, V(1.0), y), f.x);
  }
};

SIMDACT_NAMESPACE_END
