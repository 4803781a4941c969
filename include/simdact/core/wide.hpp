// SPDX-License-Identifier: MIT
// Arithmetic in double lanes, for the exact tier. A kernel computes its function there to within about 2^-53 and rounds
// the result once to float. That rounds the exact value correctly unless it lies closer than that to the middle of two
// neighbouring floats. For a handful of the 2^32 inputs of a function it may: a sweep over all of them finds those
// whose result is wrong, and the kernel states their results.
//
//   in_double(f, x...)           f(x...) rounded to float, f on vectors of doubles
//   corrected(y, x, in, out)     y, but out where x = in: the result stated for an input; or for a table of them
//   exact_exp(x)                 e^x as s (1 + p)
//   exact_exp_reduce(x[, low])   the first half of that, of e^(x + low)
//   exact_exp_evaluate(r, t)     the second
//   value, minus_one, plus_one   of that: e^x, e^x - 1 and e^x + 1, with one more rounding
//   exact_log1p(z)               ln(1 + z)
//   exact_softplus(u)            ln(1 + e^u)
#pragma once

#include <type_traits>

#include "simdact/coef/exact_exp.hpp"
#include "simdact/coef/exact_log1p.hpp"
#include "simdact/core/lowered.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// f is a lambda declared with SIMDACT_INLINE_LAMBDA: vectors that a call passes go through memory.
template <class F, class V, class... Vs>
SIMDACT_INLINE V in_double(const F& f, const V& x, const Vs&... xs) {
  if constexpr (native::vector_traits<V>::lanes == 1) {
    return narrowed(f(native::widen_low(x), native::widen_low(xs)...));
  } else {
    return narrowed(f(native::widen_low(x), native::widen_low(xs)...),
                    f(native::widen_high(x), native::widen_high(xs)...));
  }
}

template <class V>
SIMDACT_INLINE V corrected(const V& y, const V& x, float input, float result) {
  return native::select(native::eq(x, V(input)), V(result), y);
}

// The same for up to 16 inputs. An input whose bits are the integer b stands in the tables at index b + floor(b / 2)
// modulo 16, and no two at the same; 0, with the result 0, stands where none does.
template <class V>
SIMDACT_INLINE V corrected(const V& y, const V& x, const float (&inputs)[16], const float (&results)[16]) {
  const native::bits_t<V> i = native::to_bits(x) + native::shr<1>(native::to_bits(x));
  return native::select(native::eq(x, native::lookup<V>(inputs, i)), native::lookup<V>(results, i), y);
}

// With x = n ln 2 + r, |r| <= (ln 2)/2: s = 2^n and p = e^r - 1, |p| < 0.415, off by less than 2^-53 of itself.
template <class D>
struct exact_exp_parts {
  D s, p;
};

// The shifter of core/poly.hpp for doubles: a sum with it is rounded to an integer n, and its low bits are n + 1023,
// the exponent of 2^n.
inline constexpr double exact_exp_shifter = 0x1.8p52 + 1023;

// r and t = n + exact_exp_shifter.
template <class D>
struct exact_exp_reduced {
  D r, t;
};

// For |x| < 700, where s is a normal double, or NaN. n ln2_high is exact: ln2_high has 42 bits. |low| is small beside
// 1, so that it changes neither n nor, by more than a little, the range of r.
template <class D, class... Low>
SIMDACT_INLINE exact_exp_reduced<D> exact_exp_reduce(const D& x, const Low&... low) {
  using namespace coef::exact_exp;
  const D t = native::fma(x, D(log2e), D(exact_exp_shifter));
  const D n = t - D(exact_exp_shifter);
  return {(native::fnma(n, D(ln2_low), native::fnma(n, D(ln2_high), x)) + ... + low), t};
}

// p = r + r^2 q(r).
template <class D>
SIMDACT_INLINE exact_exp_parts<D> exact_exp_evaluate(const D& r, const D& t) {
  const D p = native::fma(r * r, exact_polynomial(r, coef::exact_exp::q), r);
  return {native::from_bits<D>(native::shl<52>(native::to_bits(t))), p};
}

template <class D>
SIMDACT_INLINE exact_exp_parts<D> exact_exp(const D& x) {
  const exact_exp_reduced<D> e = exact_exp_reduce(x);
  return exact_exp_evaluate(e.r, e.t);
}

template <class D>
SIMDACT_INLINE D value(const exact_exp_parts<D>& e) {
  return native::fma(e.s, e.p, e.s);
}
template <class D>
SIMDACT_INLINE D minus_one(const exact_exp_parts<D>& e) {
  return native::fma(e.s, e.p, e.s - D(1.0));
}
template <class D>
SIMDACT_INLINE D plus_one(const exact_exp_parts<D>& e) {
  return native::fma(e.s, e.p, e.s + D(1.0));
}

// ln(1 + f) for 1 + f in [sqrt(1/2), sqrt 2]. With s = f / (2 + f), ln(1 + f) = 2 atanh s = 2 s + s^3 r(s^2) / 2, and
// since 2 s = f - s f = f - (f^2 - s f^2) / 2,
//   ln(1 + f) = f - (f^2 - s (f^2 + s^2 r(s^2))) / 2,
// where f is exact and the rest smaller. The bracket is twice_log_rest.
template <class D>
struct log_terms {
  D f2, s, factor;  // f^2, s, and what s is multiplied by
};
template <class D>
SIMDACT_INLINE log_terms<D> log_terms_of(const D& f) {
  using coef::exact_log1p::r;
  const D s = native::div(f, f + D(2.0)), square = s * s, fourth = square * square;
  const D r12 = native::fma(square, D(r[2]), D(r[1])), r34 = native::fma(square, D(r[4]), D(r[3]));
  const D r56 = native::fma(square, D(r[6]), D(r[5]));
  const D tail = native::fma(fourth, native::fma(fourth, r56, r34), r12);
  const D rest = native::fma(square, tail, D(r[0]));
  const D f2 = f * f;
  return {f2, s, native::fma(square, rest, f2)};
}
template <class D>
SIMDACT_INLINE D twice_log_rest(const D& f) {
  const log_terms<D> t = log_terms_of(f);
  return native::fnma(t.s, t.factor, t.f2);
}

template <class D>
SIMDACT_INLINE D exact_log(const D& f) {
  return native::fnma(twice_log_rest(f), D(0.5), f);
}

// 1 + z = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt 2), from z and the rounded sum 1 + z, in [2^-53, 2^1000].
// 1023 + k is the exponent field of the sum once the bits of sqrt(1/2) are moved to those of 1. f = 2^-k z - (1 - 2^-k)
// is computed from z, and not from the sum: it is -0 for -0.
template <class D>
struct log_reduced {
  D minus_k, scale, f;
};
template <class D>
SIMDACT_INLINE log_reduced<D> log_reduce(const D& z, const D& sum) {
  using I = native::bits_t<D>;
  const I to_one = native::to_bits(D(1.0)) - native::to_bits(D(coef::exact_log1p::sqrt_half));
  const I biased = native::shr<52>(native::to_bits(sum) + to_one);  // 1023 + k
  const D minus_k = D(0x1p52 + 1023) - native::from_bits<D>(biased | native::to_bits(D(0x1p52)));
  const D scale = native::from_bits<D>(native::to_bits(D(0x1p1023)) - native::shl<52>(biased));  // 2^-k
  return {minus_k, scale, native::fms(z, scale, D(1.0) - scale)};
}

// For z in [-1 + 2^-24, 2^128].
template <class D>
SIMDACT_INLINE D exact_log1p(const D& z) {
  using namespace coef::exact_log1p;
  const log_reduced<D> y = log_reduce(z, D(1.0) + z);
  return native::fnma(y.minus_k, D(ln2_high), native::fnma(y.minus_k, D(ln2_low), exact_log(y.f)));
}

// For u in [-700, 0]. z = e^u is at most 1, so that 1 + z is 1 + f or, above sqrt 2, 2 (1 + f), f in the range of
// exact_log.
template <class D>
SIMDACT_INLINE D exact_softplus(const D& u) {
  using namespace coef::exact_log1p;
  const D z = value(exact_exp(u));
  const auto above = native::lt(D(sqrt_2 - 1), z);
  const D log = exact_log(native::select(above, native::fma(z, D(0.5), D(-0.5)), z));
  return (log + native::select_or_zero(above, D(ln2_low))) + native::select_or_zero(above, D(ln2_high));
}

}  // namespace core
SIMDACT_NAMESPACE_END
