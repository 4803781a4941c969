// SPDX-License-Identifier: MIT
// A derivative near its zero, where it is the difference of much larger terms: v (slope + v p(v)) with v the distance
// from the zero. The zero and the slope, the derivative there, have two parts each.
#pragma once

#include "simdact/core/f64/two_part.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// How far from the zero the polynomial holds.
inline constexpr double root_radius = 0.125;

// y + y_low less the zero. The difference of the first parts is exact where the result is small.
template <class V>
SIMDACT_INLINE two_part<V> distance(const V& y, const V& y_low, double root, double root_low) {
  return fast_two_sum(y - V(root), y_low - V(root_low));
}

template <class V, std::size_t terms>
SIMDACT_INLINE V near_root(const two_part<V>& v, double slope, double slope_low, const double (&p)[terms]) {
  const V rest = native::fma(v.high, exact_polynomial(v.high, p), V(slope_low));
  return native::fma(v.high, V(slope), native::fma(v.high, rest, v.low * V(slope)));
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
