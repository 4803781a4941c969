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
// Stretched, alpha tanh(u / alpha) is (alpha T d + G) / (d + (T / alpha) G), where G = alpha g, from r = u - alpha C.
//   short_tanh_segment(u)      the segment's index
//   short_tanh(g, d, ...)      numerator and denominator, from G, d, value = alpha T and scaled = T / alpha
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
SIMDACT_INLINE quotient<V> short_tanh(const V& g, const V& d, const V& value, const V& scaled) {
  return {native::fma(value, d, g), native::fma(scaled, g, d)};
}

}  // namespace core
SIMDACT_NAMESPACE_END
