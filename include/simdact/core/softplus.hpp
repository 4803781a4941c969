// SPDX-License-Identifier: MIT
// ln(1 + e^-u), u >= 0, as softplus and log_sigmoid share it, in two forms that meet at softplus_meet:
//
//   softplus_even(x)   q where ln(1 + e^x) = ln 2 + x/2 + x^2 q(x^2), for |x| below it: what is left of ln(1 + e^x)
//   when
//                      its odd part is taken away is even
//   softplus_far(e)    above it, two parts whose sum is 2^56 ln(1 + e^-u), from exp_reduce<-1>(u) with u <= 125: so
//                      scaled nothing is subnormal, and the final multiplication by 2^-56 rounds once
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

template <class V>
struct softplus_parts {
  V high, low;
};

// e^-u = A + W; v = e^-u / (e^-u + 2), ln(1 + e^-u) = 2 atanh v = A + (W - v A - v (W - v^2 p(v^2))). Where e^-u is
// below 2^-60 v no longer matters but for the time that subnormal numbers take: it is held there.
template <class V>
SIMDACT_INLINE softplus_parts<V> softplus_far(const exp_reduced<-1, V>& reduced) {
  using coef::softplus::p;
  constexpr float k = softplus_scale;
  const exp_parts<V> e = exp_terms<4, 56>(reduced);
  const V w = exp_low(e);
  const V sum = native::max(V(k * 0x1p-60f), e.a + w);
  const V v = native::div(sum, sum + V(2 * k));
  const V v2 = v * v;
  const V q = native::fma(v2, native::fma(v2, V(k * p[2]), V(k * p[1])), V(k * p[0]));
  return {e.a, native::fnma(v, e.a, native::fnma(v, native::fnma(v2, q, w), w))};
}

}  // namespace core
SIMDACT_NAMESPACE_END
