// SPDX-License-Identifier: MIT
// What gelu and its derivative share: with u = |x|, phi the density of the normal distribution and Phi its integral,
//   gelu(-u) = -u Phi(-u),   gelu(u) = u - u Phi(-u),   gelu'(-u) = g(u),   gelu'(u) = 1 - g(u),
//   g(u) = Phi(-u) - u phi(u).
// Phi(-u) and g are e^(-u^2/2) times smooth functions. Up to coef::f64_gelu::top those, or their logarithms, are
// polynomials in sixteen segments, and beyond, where 1 / u^2 is small, polynomials in that. No normally distributed
// input is there.
//
//   segment_of<bits>(u, rate, offset)     the segment
//   far_part(u)                           u e^(u^2/2) Phi(-u) for u >= coef::f64_gelu::top
#pragma once

#include "simdact/coef/f64_gelu.hpp"
#include "simdact/core/f64/gauss.hpp"
#include "simdact/core/f64/segments.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// From here on g and u Phi(-u) are below half of the least subnormal number.
inline constexpr double normal_end = 38.8;

// A linear function of u, at least 1, tells the segment by its exponent and the first bits behind that.
template <int bits, class V>
SIMDACT_INLINE native::bits_t<V> segment_of(const V& u, double rate, double offset) {
  return native::shr<52 - bits>(native::to_bits(native::fma(u, V(rate), V(offset))));
}

// 1 / sqrt(2 pi) + w p(w), w = u^-2.
template <class V>
SIMDACT_INLINE two_part<V> far_part(const V& u) {
  namespace c = coef::f64_gelu;
  const V w = native::div(V(1.0), u * u);
  return fast_two_sum(V(c::far_high), native::fma(w, exact_polynomial(w, c::far), V(c::far_low)));
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
