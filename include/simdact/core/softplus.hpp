// SPDX-License-Identifier: MIT
// ln(1 + e^-u), u = |x|, as softplus and log_sigmoid share it, in two forms that meet at u = softplus_meet:
//
//   softplus_even(x)   below it: q where ln(1 + e^x) = ln 2 + x/2 + x^2 q(x^2), even but for its term x/2; the sum is
//   off
//                      by less than 2^-26.1 of itself
//   softplus_far(e)    above it: two parts whose sum is 2^56 ln(1 + e^-u), off by less than 2^-24.8 of itself, by way
//   of softplus_exp(e)    2^56 e^-u from exp_reduce<-1>(u), u <= 125. So scaled nothing is subnormal, and the final
//                      multiplication by 2^-56 rounds once
//
// softplus_reduce and softplus_evaluate are the first two stages of both ops. At tier::fast softplus_evaluate_fast is
// the second, and
//
//   softplus_series(e) 2^56 ln(1 + e^-u), a polynomial in e^-u for every u
#pragma once

#include "simdact/coef/softplus.hpp"
#include "simdact/core/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// Just above ln 2: below 1/2, e^-u is rounded twice as finely as above.
inline constexpr float softplus_meet = 0.6935f;
inline constexpr float softplus_scale = 0x1p56f;

template <class V>
SIMDACT_INLINE V softplus_even(const V& x) {
  using coef::softplus::even;
  const V x2 = x * x;
  return native::fma(x2, native::fma(x2, native::fma(x2, V(even[3]), V(even[2])), V(even[1])), V(even[0]));
}

// A and W, whose sum is the exponential, and the sum rounded, held at 2^-60 where it no longer matters but for the time
// that subnormal numbers take.
template <class V>
struct softplus_exponential {
  V a, w, sum;
};
template <class V>
SIMDACT_INLINE softplus_exponential<V> softplus_exp(const exp_reduced<-1, V>& reduced) {
  const exp_parts<V> e = exp_terms<4, 56>(reduced);
  const V w = exp_low(e);
  return {e.a, w, native::max(V(softplus_scale * 0x1p-60f), e.a + w)};
}

// v = e^-u / (e^-u + 2), ln(1 + e^-u) = 2 atanh v = A + (W - v A - v (W - v^2 p(v^2))).
template <class V>
struct softplus_parts {
  V high, low;
};
template <class V>
SIMDACT_INLINE softplus_parts<V> softplus_far(const softplus_exponential<V>& e) {
  using coef::softplus::p;
  constexpr float k = softplus_scale;
  const V v = native::div(e.sum, e.sum + V(2 * k));
  const V v2 = v * v;
  const V q = native::fma(v2, native::fma(v2, V(k * p[2]), V(k * p[1])), V(k * p[0]));
  return {e.a, native::fnma(v, e.a, native::fnma(v, native::fnma(v2, q, e.w), e.w))};
}

template <class V>
struct softplus_reduced {
  V x;
  exp_reduced<-1, V> e;
};
// e^-105 is below half of the least subnormal number.
template <class V>
SIMDACT_INLINE softplus_reduced<V> softplus_reduce(const V& x) {
  return {x, exp_reduce<-1>(native::min(V(105.0f), native::abs(x)))};
}

template <class V>
struct softplus_terms {
  V x;
  softplus_exponential<V> e;
};
template <class V>
SIMDACT_INLINE softplus_terms<V> softplus_evaluate(const softplus_reduced<V>& s) {
  return {s.x, softplus_exp(s.e)};
}

// 2^56 e^-u, and e^-u itself held at 2^-60.
template <class V>
struct softplus_power {
  V x, scaled, e;
};
template <class V>
SIMDACT_INLINE softplus_power<V> softplus_evaluate_fast(const softplus_reduced<V>& s) {
  const V scaled = exp_sum(exp_terms<3, 56>(s.e));
  return {s.x, scaled, native::max(V(softplus_scale * 0x1p-60f), scaled) * V(1 / softplus_scale)};
}

template <class V>
SIMDACT_INLINE V softplus_series(const softplus_power<V>& p) {
  using coef::softplus::s;
  const V high = native::fma(p.e, native::fma(p.e, native::fma(p.e, V(s[7]), V(s[6])), V(s[5])), V(s[4]));
  const V low = native::fma(p.e, native::fma(p.e, native::fma(p.e, high, V(s[3])), V(s[2])), V(s[1]));
  return native::fma(p.scaled, p.e * native::fma(p.e, low, V(s[0])), p.scaled);
}

}  // namespace core
SIMDACT_NAMESPACE_END
