// SPDX-License-Identifier: MIT
// The sigmoid s(x) = 1 / (1 + e^-x) and its derivative, each in the three stages of a kernel:
//
//   sigmoid_reduce<sign>(x), sigmoid_evaluate, sigmoid_finish       s(sign x)
//   sigmoid_reduce<sign>(x, low)                                    the same for x + low, |low| far below 1/16
//   bell_reduce<C>(x), bell_evaluate<C>, bell_finish<factor>        factor s'(c x) for c x in [0, 106.5], c of bell_rate_c
//   bell_reduce<C>(x), bell_denominator<C>, bell_fast<factor>       the same without low parts
//
// Of the second kind are s', and tanh'(x) = 4 s'(2 x).
#pragma once

#include "simdact/core/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

inline constexpr float sigmoid_scale = exp_ratio<-32>;

template <class V>
struct sigmoid_sum {
  V large, small, w, d;
};

// With K = 0.915 * 2^-32, s = K / (K + K e^-x): so K e^105 does not overflow where the result is subnormal. Below -105
// the result is 0, above 60 it is 1; NaN passes the clamp.
template <int sign = 1, class V>
SIMDACT_INLINE V sigmoid_clamp(const V& x) {
  constexpr float lowest = sign > 0 ? -105.0f : -60.0f, highest = sign > 0 ? 60.0f : 105.0f;
  return native::min(V(highest), native::max(V(lowest), x));
}
template <int sign = 1, class V>
SIMDACT_INLINE exp_reduced<-sign, V> sigmoid_reduce(const V& x) {
  return exp_reduce<-sign>(sigmoid_clamp<sign>(x));
}
template <int sign = 1, class V>
SIMDACT_INLINE exp_reduced<-sign, V> sigmoid_reduce(const V& x, const V& low) {
  return exp_reduce<-sign>(sigmoid_clamp<sign>(x), low);
}

// K e^-x = A + W; and d, the denominator K + A + W rounded twice.
template <int sign, class V>
SIMDACT_INLINE sigmoid_sum<V> sigmoid_evaluate(const exp_reduced<sign, V>& e) {
  const exp_parts<V> s = exp_ratio_terms<-32>(e);
  const V k(sigmoid_scale), w = exp_low(s);
  return {native::max(k, s.a), native::min(k, s.a), w, (s.a + k) + w};
}

// The quotient q = K / d corrected by its remainder: y = q + q e with K e = K - q (K + A + W). The larger of K and A
// is subtracted first: that leaves less than 2^-33, rounded accordingly. Near x = 0, where A + W may be larger than K
// and A not, K and A are one float.
template <class V>
SIMDACT_INLINE V sigmoid_finish(const sigmoid_sum<V>& s) {
  const V q = native::div(V(sigmoid_scale), s.d);
  const V e = native::fnma(q, s.w, native::fnma(q, s.small, native::fnma(q, s.large, V(sigmoid_scale))));
  return native::fma(e, q * V(1 / sigmoid_scale), q);
}

// The derivative is s(u) s(-u) = s - s^2 with s = s(-u) = 1 / (1 + e^u). For K = 2^-32 and K e^u = A + W, the quotient of
// 1 and K + A + W rounded twice is q, near 2^32 s: nothing is subnormal but, where it must be, the result, which the
// last multiplication rounds.
inline constexpr float bell_scale = 0x1p32f;

// Where u is c |x|, c x is not formed: C has the constants of x = n (ln 2 / c) + r, r / c and the coefficients of p(c r).
struct bell_rate_1 {
  static constexpr float log2e = coef::exp::log2e, ln2_high = coef::exp::ln2_high, ln2_low = coef::exp::ln2_low;
  static constexpr const float (&p)[4] = coef::exp::p3;
};
struct bell_rate_2 {
  static constexpr float log2e = 2 * coef::exp::log2e, ln2_high = coef::exp::ln2_high / 2,
                         ln2_low = coef::exp::ln2_low / 2;
  static constexpr float p[] = {coef::exp::p3[0], 2 * coef::exp::p3[1], 4 * coef::exp::p3[2], 8 * coef::exp::p3[3]};
};

template <class C, class V>
SIMDACT_INLINE exp_reduced<1, V> bell_reduce(const V& x) {
  const V t = native::fma(x, V(C::log2e), V(shifter<3>));
  const V n = t - V(shifter<3>);
  return {native::fma(n, V(-C::ln2_low), native::fma(n, V(-C::ln2_high), x)), native::to_bits(t)};
}

template <class C, class V>
SIMDACT_INLINE exp_parts<V> bell_terms(const exp_reduced<1, V>& e) {
  static constexpr exp_table<-32> table(coef::exp::lowered_table);
  return {exp_power(e, table.values), exp_polynomial<1>(e.r, C::p)};
}

template <class V>
struct bell_sum {
  V a, w, d;
};

template <class C, class V>
SIMDACT_INLINE bell_sum<V> bell_evaluate(const exp_reduced<1, V>& e) {
  const exp_parts<V> s = bell_terms<C>(e);
  const V w = exp_low(s);
  return {s.a, w, (s.a + V(1 / bell_scale)) + w};
}

// 2^32 (s - s^2) as high + low. With the remainder e = 1 - q (A + K + W), 2^32 s = q + q e, and so that is
//   h + l + e (q - 2 K q^2),   h + l = q - K q^2,
// h rounded and l what it lacks: q - h is exact, and K q^2 but for l. K q is held at 2^-60, which is nothing beside 1 but
// no subnormal number.
template <class V>
struct bell_parts {
  V high, low;
};
template <class V>
SIMDACT_INLINE bell_parts<V> bell_scaled(const bell_sum<V>& f) {
  const V q = native::div(V(1.0f), f.d);
  const V s = native::max(V(0x1p-60f), q * V(1 / bell_scale));
  const V e = native::fnma(q, f.w, native::fnma(q, f.a, V(1.0f)) - s);
  const V h = native::fnma(q, s, q);
  const V square = q - h;
  const V l = native::fnma(q, s, square);
  return {h, native::fma(e, h - square, l)};
}

template <int factor, class V>
SIMDACT_INLINE V bell_finish(const bell_sum<V>& f) {
  const bell_parts<V> y = bell_scaled(f);
  return (y.high + y.low) * V(factor / bell_scale);
}

// Without low parts: the denominator in one, and the quotient.
template <class C, class V>
SIMDACT_INLINE V bell_denominator(const exp_reduced<1, V>& e) {
  const exp_parts<V> s = bell_terms<C>(e);
  return native::fma(s.a, s.p, s.a + V(1 / bell_scale));
}
template <int factor, class V>
SIMDACT_INLINE V bell_fast(const V& d) {
  const V q = native::div(V(1.0f), d);
  return native::fnma(q, native::max(V(0x1p-60f), q * V(1 / bell_scale)), q) * V(factor / bell_scale);
}

}  // namespace core
SIMDACT_NAMESPACE_END
