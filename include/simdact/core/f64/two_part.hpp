// SPDX-License-Identifier: MIT
// Numbers of about 106 bits as unevaluated sums high + low of two doubles, |low| no more than a few last places of
// high: few operations join the two to the nearest double and what it lacks.
//
//   fast_two_sum(a, b)     a + b without error for |a| >= |b| or a = 0
//   two_sum(a, b)          a + b without error
//   two_product(a, b)      a b without error
//   sum, product, square, quotient
//                          of two-part numbers and doubles: off by a few units of 2^-104 of the result, a sum of
//                          numbers of unlike sign by as much of the larger of them
//   rounded(a)             high + low as one double
//   rounded_quotient(f)    a fraction's quotient as one double
//
// All of it holds while nothing is subnormal or infinite; two_part{a, 0} is a double.
#pragma once

#include "simdact/core/native.hpp"
#include "simdact/core/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

template <class V>
SIMDACT_INLINE two_part<V> fast_two_sum(const V& a, const V& b) {
  const V high = a + b;
  return {high, b - (high - a)};
}

template <class V>
SIMDACT_INLINE two_part<V> two_sum(const V& a, const V& b) {
  const V high = a + b, from_b = high - a, from_a = high - from_b;
  return {high, (a - from_a) + (b - from_b)};
}

template <class V>
SIMDACT_INLINE two_part<V> two_product(const V& a, const V& b) {
  const V high = a * b;
  return {high, native::fms(a, b, high)};
}

template <class V>
SIMDACT_INLINE two_part<V> sum(const two_part<V>& a, const V& b) {
  const two_part<V> s = two_sum(a.high, b);
  return {s.high, s.low + a.low};
}
template <class V>
SIMDACT_INLINE two_part<V> sum(const two_part<V>& a, const two_part<V>& b) {
  const two_part<V> s = two_sum(a.high, b.high);
  return {s.high, s.low + (a.low + b.low)};
}

template <class V>
SIMDACT_INLINE two_part<V> product(const two_part<V>& a, const V& b) {
  const two_part<V> p = two_product(a.high, b);
  return {p.high, native::fma(a.low, b, p.low)};
}
template <class V>
SIMDACT_INLINE two_part<V> product(const two_part<V>& a, const two_part<V>& b) {
  const two_part<V> p = two_product(a.high, b.high);
  return {p.high, native::fma(a.high, b.low, native::fma(a.low, b.high, p.low))};
}
template <class V>
SIMDACT_INLINE two_part<V> square(const two_part<V>& a) {
  const two_part<V> p = two_product(a.high, a.high);
  return {p.high, native::fma(a.high + a.high, a.low, p.low)};
}

// a / b is near q + remainder inverse.
template <class V>
struct quotient_step {
  V q, remainder, inverse;
};
template <class V>
SIMDACT_INLINE quotient_step<V> quotient_step_of(const two_part<V>& a, const two_part<V>& b) {
  const V inverse = native::div(V(1.0), b.high);
  const V q = a.high * inverse;
  return {q, native::fnma(q, b.low, native::fnma(q, b.high, a.high) + a.low), inverse};
}
template <class V>
SIMDACT_INLINE two_part<V> quotient(const two_part<V>& a, const two_part<V>& b) {
  const quotient_step<V> d = quotient_step_of(a, b);
  return {d.q, d.remainder * d.inverse};
}

// A fraction, and what else a kernel's last stage needs: x, or the n of a fraction over 2^n. Such structures, which
// pass from one iteration to the next, have no structures and no idle members: gcc would keep them in memory.
template <class V>
struct fraction {
  V companion, a, a_low, b, b_low;
};
template <class F>
SIMDACT_INLINE auto quotient(const F& f) {
  using V = decltype(f.a);
  return quotient(two_part<V>{f.a, f.a_low}, two_part<V>{f.b, f.b_low});
}
template <class F>
SIMDACT_INLINE auto rounded_quotient(const F& f) {
  using V = decltype(f.a);
  const quotient_step<V> d = quotient_step_of(two_part<V>{f.a, f.a_low}, two_part<V>{f.b, f.b_low});
  return native::fma(d.remainder, d.inverse, d.q);
}

template <class V>
SIMDACT_INLINE V rounded(const two_part<V>& a) {
  return a.high + a.low;
}

template <class M, class V>
SIMDACT_INLINE two_part<V> select(const M& m, const two_part<V>& a, const two_part<V>& b) {
  return {native::select(m, a.high, b.high), native::select(m, a.low, b.low)};
}

template <class V>
SIMDACT_INLINE two_part<V> negate(const two_part<V>& a) {
  return {native::negate(a.high), native::negate(a.low)};
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
