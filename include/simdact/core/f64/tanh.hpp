// SPDX-License-Identifier: MIT
// tanh u = m / (m + 2), m = e^(2 u) - 1 = 2^n p + (2^n - 1), for u up to tanh_end. There n is 54, where alone 2^n - 1
// is rounded, by 2^-54 of it.
//
//   tanh_reduce(x)         2 u reduced, u = |x| or, beyond it, tanh_end, and x; NaN passes
//   tanh_fraction(x, e)    that fraction, from 2 u reduced, and x
#pragma once

#include "simdact/core/f64/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// From here on tanh u rounds to the last double below 1, or to 1.
inline constexpr double tanh_end = 18.71;

template <class V>
SIMDACT_INLINE exp_reduced_of<V> tanh_reduce(const V& x) {
  const V bounded = native::min(V(tanh_end), native::abs(x));
  return {x, exp_reduce(bounded + bounded)};
}

// d - 2 is exact, since no last place of m is larger than 2.
template <class V>
SIMDACT_INLINE fraction<V> tanh_fraction(const V& x, const exp_reduced<V>& e) {
  const V two(2.0);
  const two_part<V> m = exp_minus_one(e, exp_remainder(e));
  const V d = m.high + two;
  return {x, m.high, m.low, d, (m.high - (d - two)) + m.low};
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
