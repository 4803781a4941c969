// SPDX-License-Identifier: MIT
// The derivative s'(u) = s(u) s(-u) of the sigmoid s(x) = 1 / (1 + e^-x), in the three stages of a kernel. C states a
// rate c, factor is a power of two:
//
//   logistic_reduce<C>(x)                 x in [0, 106.5 / c]
//   logistic_evaluate<C>(reduced)
//   logistic_finish<factor>(sum)          factor s'(c x), a lowerable<V>
//
// So are s'(x), and tanh'(x) = 4 s'(2 x). logistic_fast<High, C, factor> has all stages, with fewer and larger
// roundings.
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// s(u) s(-u) = s - s^2 with s = s(-u) = 1 / (1 + e^u). For K = 2^-60 and K e^u = A + W, 2^60 s is 1 / (K + A + W). Of
// so scaled numbers none is subnormal but, where it must be, the result, which the last multiplication rounds.
inline constexpr float logistic_scale = 0x1p60f;
// s from 2^60 s, held at 2^-32 at least, which is nothing beside 1: so its product with the least 2^60 s, that of
// u = 106.5, is not subnormal either.
template <class V>
SIMDACT_INLINE V logistic_held(const V& scaled) {
  return native::max(V(0x1p-32f * logistic_scale), scaled) * V(1 / logistic_scale);
}

// c x is not formed: with n in eighths and x = n (ln 2 / c) + r, e^(c x) = 2^n e^(c r). C has log2(e) c, ln 2 / c in
// two parts, and the coefficients of p(c r), p as in core/exp.hpp.
struct logistic_rate_1 {
  static constexpr float log2e = coef::exp::log2e, ln2_high = coef::exp::ln2_high, ln2_low = coef::exp::ln2_low;
  static constexpr const float (&p)[4] = coef::exp::p3;
};
struct logistic_rate_2 {
  static constexpr float log2e = 2 * coef::exp::log2e, ln2_high = coef::exp::ln2_high / 2,
                         ln2_low = coef::exp::ln2_low / 2;
  static constexpr float p[] = {coef::exp::p3[0], 2 * coef::exp::p3[1], 4 * coef::exp::p3[2], 8 * coef::exp::p3[3]};
};

template <class C, class V>
SIMDACT_INLINE exp_reduced<1, V> logistic_reduce(const V& x) {
  const V t = native::fma(x, V(C::log2e), V(shifter<3>));
  const V n = t - V(shifter<3>);
  return {native::fma(n, V(-C::ln2_low), native::fma(n, V(-C::ln2_high), x)), native::to_bits(t)};
}

template <class C, class V>
SIMDACT_INLINE exp_parts<V> logistic_terms(const exp_reduced<1, V>& e) {
  static constexpr exp_table<-60> table(coef::exp::lowered_table);
  return {exp_power(e, table.values), exp_polynomial<1>(e.r, C::p)};
}

// d is the denominator as one float, rounded twice.
template <class V>
struct logistic_sum {
  V a, w, d;
};

template <class C, class V>
SIMDACT_INLINE logistic_sum<V> logistic_evaluate(const exp_reduced<1, V>& e) {
  const exp_parts<V> s = logistic_terms<C>(e);
  const V w = exp_low(s);
  return {s.a, w, (s.a + V(1 / logistic_scale)) + w};
}

// 2^60 (s - s^2) as high + low. With q = 1 / d rounded and the remainder e = 1 - q (A + K + W), 2^60 s = q + q e but
// for e^2, and so that is
//   h + l + e (q - 2 K q^2),   h + l = q - K q^2,
// where h is rounded and l is what it lacks. q - h is exact: K q^2 less l.
template <class V>
struct logistic_parts {
  V high, low;
};
template <class V>
SIMDACT_INLINE logistic_parts<V> logistic_scaled(const logistic_sum<V>& f) {
  const V q = native::div(V(1.0f), f.d);
  const V s = logistic_held(q);
  const V e = native::fnma(q, f.w, native::fnma(q, f.a, V(1.0f)) - s);
  const V h = native::fnma(q, s, q);
  const V square = q - h;
  const V l = native::fnma(q, s, square);
  return {h, native::fma(e, h - square, l)};
}

template <int factor, class V>
SIMDACT_INLINE lowerable<V> logistic_finish(const logistic_sum<V>& f) {
  const logistic_parts<V> y = logistic_scaled(f);
  return lowered_later(y.high + y.low, factor / logistic_scale);
}

// A kernel's stages without the low parts: the denominator rounded twice, and 2^60 (s - s^2) from its quotient alone.
// The reduction is that of High, the kernel with them.
template <class High, class C, int factor>
struct logistic_fast {
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return High::reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE V evaluate(const exp_reduced<1, V>& e) {
    const exp_parts<V> s = logistic_terms<C>(e);
    return native::fma(s.a, s.p, s.a + V(1 / logistic_scale));
  }
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> finish(const V& d) {
    const V q = native::div(V(1.0f), d);
    return lowered_later(native::fnma(q, logistic_held(q), q), factor / logistic_scale);
  }
};

}  // namespace core
SIMDACT_NAMESPACE_END
