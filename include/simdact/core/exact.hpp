// SPDX-License-Identifier: MIT
// What the exact tier's kernels share: functions in double lanes, whose results are narrowed once. Errors of about
// 2^-53 leave no float input on the wrong side of a midpoint, or next to none: which ones, only the sweep over all of
// them shows, function by function.
//
//   in_double(f, x...)           f(x...) rounded to V, f on vectors of doubles
//   corrected(y, x, in, out)     y, but out where x is in: a result that lies too near a midpoint. Also for tables
//   exact_exp(x[, low])          e^(x + low) as s (1 + p)
//   value, minus_one, plus_one   of that: e^x, e^x - 1 and e^x + 1, with one more rounding
//   exact_log1p(z)               ln(1 + z)
//   exact_softplus(u)            ln(1 + e^u)
//   exact_elu(x)                 x > 0 ? x : e^x - 1, correctly rounded
//   exact_polynomial(x, c)       c[0] + c[1] x + ...
#pragma once

#include <type_traits>

#include "simdact/coef/exact_exp.hpp"
#include "simdact/coef/exact_log1p.hpp"
#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// f must be SIMDACT_INLINE_LAMBDA: a call would go through memory.
template <class F, class V, class... Vs>
SIMDACT_INLINE V in_double(const F& f, const V& x, const Vs&... xs) {
  if constexpr (native::vector_traits<V>::lanes == 1) {
    return native::narrow(f(native::widen_low(x), native::widen_low(xs)...));
  } else {
    return native::narrow(f(native::widen_low(x), native::widen_low(xs)...),
                          f(native::widen_high(x), native::widen_high(xs)...));
  }
}

template <class V>
SIMDACT_INLINE V corrected(const V& y, const V& x, float input, float result) {
  return native::select(native::eq(x, V(input)), V(result), y);
}

// The same for several inputs, the one of bits i at index i + i / 2 modulo 16; zeros fill the tables.
template <class V>
SIMDACT_INLINE V corrected(const V& y, const V& x, const float (&inputs)[16], const float (&results)[16]) {
  const native::bits_t<V> i = native::to_bits(x) + native::shr<1>(native::to_bits(x));
  return native::select(native::eq(x, native::lookup<V>(inputs, i)), native::lookup<V>(results, i), y);
}

// Pairs of the terms by Horner's rule in x^2.
template <class D, std::size_t terms>
SIMDACT_INLINE D exact_polynomial(const D& x, const double (&c)[terms]) {
  const D square = x * x;
  constexpr std::size_t pairs = terms / 2;
  const auto pair = [&](std::size_t i) SIMDACT_INLINE_LAMBDA { return native::fma(x, D(c[2 * i + 1]), D(c[2 * i])); };
  D sum = terms % 2 == 0 ? pair(pairs - 1) : native::fma(square, D(c[terms - 1]), pair(pairs - 1));
  for (std::size_t i = pairs - 1; i-- > 0;) sum = native::fma(square, sum, pair(i));
  return sum;
}

// s = 2^n, |p| < 0.415, p within 2^-53 of itself.
template <class D>
struct exact_exp_parts {
  D s, p;
};

// A sum that adds this is rounded to an integer n; n + 1023, the exponent of 2^n, is in its low bits.
inline constexpr double exact_exp_magic = 0x1.8p52 + 1023;

template <class D>
SIMDACT_INLINE exact_exp_parts<D> exact_exp_terms(const D& r, const D& t) {
  using coef::exact_exp::q;
  const D square = r * r;
  const D q01 = native::fma(r, D(q[1]), D(q[0])), q23 = native::fma(r, D(q[3]), D(q[2]));
  const D q45 = native::fma(r, D(q[5]), D(q[4])), q67 = native::fma(r, D(q[7]), D(q[6]));
  const D q89 = native::fma(r, D(q[9]), D(q[8]));
  const D high = native::fma(square, native::fma(square, q89, q67), q45);
  const D tail = native::fma(square, native::fma(square, high, q23), q01);
  return {native::from_bits<D>(native::shl<52>(native::to_bits(t))), native::fma(square, tail, r)};
}

// |x| < 700 or NaN.
template <class D>
SIMDACT_INLINE exact_exp_parts<D> exact_exp(const D& x) {
  using namespace coef::exact_exp;
  const D t = native::fma(x, D(log2e), D(exact_exp_magic));
  const D n = t - D(exact_exp_magic);
  return exact_exp_terms(native::fnma(n, D(ln2_low), native::fnma(n, D(ln2_high), x)), t);
}

// low far below x.
template <class D>
SIMDACT_INLINE exact_exp_parts<D> exact_exp(const D& x, const D& low) {
  using namespace coef::exact_exp;
  const D t = native::fma(x, D(log2e), D(exact_exp_magic));
  const D n = t - D(exact_exp_magic);
  return exact_exp_terms(native::fnma(n, D(ln2_low), native::fnma(n, D(ln2_high), x) + low), t);
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

// ln(1 + f) for 1 + f in [sqrt(1/2), sqrt 2]. With s = f / (2 + f):
//   ln(1 + f) = 2 atanh s = f - (f^2 - s (f^2 + s^2 r(s^2))) / 2, f exact and the rest smaller.
template <class D>
SIMDACT_INLINE D exact_log(const D& f) {
  using coef::exact_log1p::r;
  const D s = native::div(f, f + D(2.0)), square = s * s, fourth = square * square;
  const D r12 = native::fma(square, D(r[2]), D(r[1])), r34 = native::fma(square, D(r[4]), D(r[3]));
  const D r56 = native::fma(square, D(r[6]), D(r[5]));
  const D tail = native::fma(fourth, native::fma(fourth, r56, r34), r12);
  const D rest = native::fma(square, tail, D(r[0]));
  const D f2 = f * f;
  return native::fnma(native::fnma(s, native::fma(square, rest, f2), f2), D(0.5), f);
}

// For z in [-1 + 2^-24, 2^128]: 1 + z = 2^k (1 + f).
template <class D>
SIMDACT_INLINE D exact_log1p(const D& z) {
  using namespace coef::exact_log1p;
  using I = native::bits_t<D>;
  const I k = native::shr<52>(native::to_bits(D(1.0) + z) + (native::to_bits(D(1.0)) - native::to_bits(D(sqrt_half))));
  const D n = native::from_bits<D>(k | native::to_bits(D(0x1p52))) - D(0x1p52 + 1023);
  const D scale = native::from_bits<D>(native::to_bits(D(0x1p1023)) - native::shl<52>(k));
  const D f = native::fma(z, scale, scale - D(1.0));
  return native::fma(n, D(ln2_high), native::fma(n, D(ln2_low), exact_log(f)));
}

// u in [-700, 0]. With z = e^u, 1 + z is 1 + f or, above sqrt 2, 2 (1 + f).
template <class D>
SIMDACT_INLINE D exact_softplus(const D& u) {
  using namespace coef::exact_log1p;
  const D z = value(exact_exp(u));
  const auto above = native::lt(D(sqrt_2 - 1), z);
  const D log = exact_log(native::select(above, native::fma(z, D(0.5), D(-0.5)), z));
  return (log + native::select_or_zero(above, D(ln2_low))) + native::select_or_zero(above, D(ln2_high));
}

// Below this e^x - 1, and e^x - 1 times a float, round as they do here.
inline constexpr float exact_elu_floor = -40.0f;

// A zero stays as it is, and NaN.
template <class V>
SIMDACT_INLINE V exact_elu(const V& x) {
  const V negative = native::min(V(0.0f), native::max(V(exact_elu_floor), x));
  const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return minus_one(exact_exp(d)); };
  return native::select(native::lt(x, V(0.0f)), in_double(f, negative), x);
}

}  // namespace core
SIMDACT_NAMESPACE_END
