// SPDX-License-Identifier: MIT
// tanh for u = |x| in one of eight segments, as tanh and softcap share it.
//
// By a rational function: let C be a point of u's segment, r = u - C, T = tanh C, K = 1 - T^2 the derivative there, and
// t = tanh r. The addition theorem gives
//   tanh u = (T + t) / (1 + T t) = T + K t / (1 + T t).
// For t stands its continued fraction r / (1 + r^2 / (3 + r^2 / (5 + r^2 / 7))), which is
//   t = r N / (N + r g),   N = r^2 + 21/2,   g = r (7/2 + r^2 / 10) = (r / 10) N + (49/20) r,
// so that
//   tanh u = T + K r (1 - Q),   Q = r h / (N + r h),   h = T N + g = (T + r / 10) N + (49/20) r.
// z (1 - Q) with z = K r is taken as z - z Q in one FMA, in which Q's error counts little where T and r are small,
// since Q is small there. The tables' points C are such that T and K are nearly floats.
//   tanh_fraction(r, T)        h and N
//   tanh_sum(T, z, Q)          T + z (1 - Q)
//
// By a shorter quotient, less accurate: with w = r^2, g = r (q + p w) and d = q + w, t is near g / d, and
//   tanh u = (T d + g) / (d + T g).
// In the first segment C and T are 0, and the quotient is g / d itself, which keeps its relative error near 0.
//   short_tanh_segment(u)      the segment's index
//   short_tanh(r, ...)         numerator and denominator
//
// By a polynomial in u - C for each segment, less accurate and without the division:
//   tanh_polynomial(x, ...)    the whole function, from its tables
#pragma once

#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

template <class V>
struct tanh_ratio {
  V h, n;
};
template <class V>
SIMDACT_INLINE tanh_ratio<V> tanh_fraction(const V& r, const V& value) {
  const V n = native::fma(r, r, V(10.5f));
  const V m = native::fma(r, V(0x1.99999ap-4f /* 0.1 */), value);
  return {native::fma(m, n, r * V(0x1.39999ap+1f /* 2.45 */)), n};
}

template <class V>
SIMDACT_INLINE V tanh_sum(const V& value, const V& z, const V& q) {
  return value + native::fnma(z, q, z);
}

// The segments are those u whose product with the slope rounds to the same integer.
template <class V>
SIMDACT_INLINE native::bits_t<V> short_tanh_segment(const V& u, const V& slope) {
  return native::to_bits(native::fma(u, slope, V(shifter<0>)));
}

template <class V>
struct quotient {
  V numerator, denominator;
};
template <class V>
SIMDACT_INLINE quotient<V> short_tanh(const V& r, const V& value, float p, float q) {
  const V w = r * r;
  const V d = w + V(q);
  const V g = r * native::fma(w, V(p), V(q));
  return {native::fma(value, d, g), native::fma(value, g, d)};
}

// A polynomial of degree 6 in u - C, u = |x| up to top, from where on the function is constant. A centre C needs few
// bits only, which leaves the low half of its float for the polynomial's highest coefficient, rounded to eight bits: a
// lookup less, and no error, since C with these bits is a float as well and the other coefficients are fitted to it.
// The first centre is 0, so that results near 0 keep their relative error. NaN passes the minimum.
template <class V, class Table, class... Tables>
SIMDACT_INLINE V tanh_polynomial(const V& x, float top, float slope, float offset, const Table& centres,
                                 const Tables&... coefficients) {
  const V u = native::min(V(top), native::abs(x));
  const native::bits_t<V> i = half_octave(native::fma(u, V(slope), V(offset)));
  const V centre = native::lookup<V>(centres, i);
  const V r = u - centre;
  const V highest = native::from_bits<V>(native::shl<16>(native::to_bits(centre)));
  return native::with_sign(segment_polynomial_from(highest, i, r, coefficients...), x);
}

}  // namespace core
SIMDACT_NAMESPACE_END
