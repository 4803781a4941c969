// SPDX-License-Identifier: MIT
// What softplus and log_sigmoid share: ln(1 + e^-u) for u = |x|, for
//   softplus(x) = max(x, 0) + ln(1 + e^-u),     log_sigmoid(x) = min(x, 0) - ln(1 + e^-u).
//
// Two forms serve the high tier and meet at u = softplus_meet. Near 0 the sum itself is
//   softplus(x) = ln 2 + x/2 + x^2 q(x^2),   since ln(2 cosh(x/2)) = softplus(x) - x/2 is even;
// farther off the logarithm is computed from e^-u. There everything is multiplied by 2^56, so that nothing is subnormal
// before the last multiplication, by 2^-56, which rounds once.
//
//   softplus_even(x2, c0, ..., c3)     the polynomial q in x^2; with its coefficients the whole sum is off by less than
//                        2^-26.1 of itself
//   softplus_exp(e)      2^56 e^-u from e = exp_reduce<-1>(u), u <= 125
//   softplus_far(e)      2^56 ln(1 + e^-u) from that, as two parts whose sum is off by less than 2^-24.8 of itself
//   softplus_series(e)   the same as a polynomial in e^-u, for every u: the fast tier
//   softplus_stages, softplus_fast_stages     the first two stages of a tier's kernels
//   softplus_at          the first for alpha x, and 1 / alpha
#pragma once

#include "simdact/coef/softplus.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// Just above ln 2, where e^-u = 1/2. From there on e^-u is below 1/2 and its rounding half as large as before.
inline constexpr float softplus_meet = 0.6935f;
inline constexpr int softplus_exponent = 56;
inline constexpr float softplus_scale = static_cast<float>(1ull << softplus_exponent);
// No e^-u below this moves ln(1 + e^-u) / e^-u away from 1. Held there, it costs no time as a subnormal number does.
inline constexpr float softplus_least = 0x1p-60f;
// e^-105 is below half of the least subnormal number.
inline constexpr float softplus_end = 105.0f;

template <class V>
SIMDACT_INLINE V softplus_even(const V& x2, const V& c0, const V& c1, const V& c2, const V& c3) {
  return native::fma(x2, native::fma(x2, native::fma(x2, c3, c2), c1), c0);
}

// Two parts A and W, whose sum is the exponential, and their rounded sum, held at softplus_least.
template <class V>
struct softplus_exponential {
  V a, w, sum;
};
template <class V>
SIMDACT_INLINE softplus_exponential<V> softplus_exp(const exp_reduced<-1, V>& reduced) {
  const exp_parts<V> e = exp_terms<4, softplus_exponent>(reduced);
  const V w = exp_low(e);
  return {e.a, w, native::max(V(softplus_scale * softplus_least), e.a + w)};
}

// With v = e^-u / (e^-u + 2), ln(1 + e^-u) = 2 atanh v = 2 v + v^3 p(v^2). Since 2 v = e^-u (1 - v) and e^-u = A + W,
//   ln(1 + e^-u) = A + (W - v A - v (W - v^2 p(v^2))),
// where A is exact and the rest smaller.
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
template <class V>
struct softplus_terms {
  V x;
  softplus_exponential<V> e;
};
struct softplus_stages {
  template <class V>
  static SIMDACT_INLINE softplus_reduced<V> reduce(V x) {
    return {x, exp_reduce<-1>(native::min_abs(V(softplus_end), x))};
  }
  template <class V>
  static SIMDACT_INLINE softplus_terms<V> evaluate(const softplus_reduced<V>& s) {
    return {s.x, softplus_exp(s.e)};
  }
};

// e^-125 / alpha is below half of the least subnormal number for each alpha that is served.
template <class V>
struct softplus_at {
  V alpha, end, inverse;

  SIMDACT_INLINE explicit softplus_at(const parameters<V>& p)
      : alpha(p.alpha), end(native::div(V(125.0f), alpha)), inverse(native::div(V(1.0f), alpha)) {}
  SIMDACT_INLINE softplus_reduced<V> reduce(const V& x) const {
    return {x, exp_reduce_product<-1>(alpha, native::min_abs(end, x))};
  }
  static SIMDACT_INLINE bool serves(const parameters<V>& p) {
    return !native::any(native::mask_or(native::lt(p.alpha, V(0x1p-12f)), native::lt(V(0x1p12f), p.alpha)));
  }
};

// 2^56 e^-u rounded, and e^-u, held at softplus_least.
template <class V>
struct softplus_power {
  V x, scaled, e;
};
struct softplus_fast_stages : private softplus_stages {
  using softplus_stages::reduce;
  template <class V>
  static SIMDACT_INLINE softplus_power<V> evaluate(const softplus_reduced<V>& s) {
    const V scaled = exp_sum(exp_terms<3, softplus_exponent>(s.e));
    return {s.x, scaled, native::max(V(softplus_scale * softplus_least), scaled) * V(1 / softplus_scale)};
  }
};

// ln(1 + e) = e + e^2 s(e).
template <class V>
SIMDACT_INLINE V softplus_series(const softplus_power<V>& p) {
  return native::fma(p.scaled, p.e * polynomial(p.e, coef::softplus::s), p.scaled);
}

}  // namespace core
SIMDACT_NAMESPACE_END
