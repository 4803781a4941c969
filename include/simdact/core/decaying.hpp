// SPDX-License-Identifier: MIT
// What the derivatives that decay like an exponential and have a zero share. Such a derivative is E R with E an
// exponential A (1 + p), A almost exact and p small, and R a smooth function that carries the zero. Near the zero no
// absolute error of R is small enough, so R is high + low, two floats, to far beyond a float's precision:
//
//   linear(value, slope, v, l, m)    value + slope v + (l + m v) in two parts, l and m v small beside the sum; value
//                                    has so few bits that value - high is exact, or is 0
//   product(a, p, r)                 a (1 + p) (high + low), rounded once but for what is small
//   one_sided(x, g, k)               g k where x < 0, 1 - g k elsewhere. g is scaled by 1 / k, a power of two, so that
//                                    only this last step rounds to subnormal numbers
#pragma once

#include "simdact/core/lowered.hpp"
#include "simdact/core/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

template <class V>
SIMDACT_INLINE two_part<V> linear(const V& value, const V& slope, const V& v, const V& l, const V& m) {
  const V high = native::fma(slope, v, value);
  return {high, native::fma(m, v, native::fma(slope, v, value - high) + l)};
}

template <class V>
SIMDACT_INLINE V product(const V& a, const V& p, const two_part<V>& r) {
  return native::fma(a, r.high, a * native::fma(p, r.high + r.low, r.low));
}

template <class V>
SIMDACT_INLINE V one_sided(const V& x, const V& g, float k) {
  return native::select(native::lt(x, V(0.0f)), lowered(g, V(k)), native::fnma(g, V(k), V(1.0f)));
}

}  // namespace core
SIMDACT_NAMESPACE_END
