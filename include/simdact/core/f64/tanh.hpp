// SPDX-License-Identifier: MIT
// tanh u = m / (m + 2), m = e^(2 u) - 1 = 2^n p + (2^n - 1), for u in [0, 18.71]. At 18.71 n is 54, where alone 2^n - 1
// is rounded, by 2^-54 of it.
//
//   tanh_fraction(x, e)    that fraction, from 2 u reduced, and x
#pragma once

#include "simdact/core/f64/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

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
