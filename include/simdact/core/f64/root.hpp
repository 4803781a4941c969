// SPDX-License-Identifier: MIT
// A derivative near its zero, where it is the difference of much larger terms: v (slope + v p(v)) with v the distance
// from the zero. The zero has three parts and the slope, the derivative there, two.
#pragma once

#include "simdact/core/f64/two_part.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// How far from the zero the polynomial holds.
inline constexpr double root_radius = 0.125;

// y + y_low less the zero: where y is next to it the difference of the first parts is exact, and that of the second
// parts in two parts.
template <class V>
SIMDACT_INLINE two_part<V> distance(const V& y, const V& y_low, double root, double root_low, double root_rest) {
  const two_part<V> low = two_sum(y_low, V(-root_low));
  const two_part<V> v = fast_two_sum(y - V(root), low.high);
  return {v.high, v.low + (low.low - V(root_rest))};
}

// That, or far where the polynomial does not hold.
template <class V, std::size_t terms>
SIMDACT_INLINE V near_root(const two_part<V>& v, double slope, double slope_low, const double (&p)[terms],
                           const V& far) {
  const V rest = native::fma(v.high, exact_polynomial(v.high, p), V(slope_low));
  const V near = native::fma(v.high, V(slope), native::fma(v.high, rest, v.low * V(slope)));
  return native::select(native::lt(native::abs(v.high), V(root_radius)), near, far);
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
