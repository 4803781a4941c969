// SPDX-License-Identifier: MIT
// Numbers of about 106 bits as unevaluated sums high + low of two doubles, |low| no more than a few last places of
// high.
//
//   fast_two_sum(a, b)     a + b without error for |a| >= |b| or a = 0
//   two_sum(a, b)          a + b without error
//   two_product(a, b)      a b without error
//   sum, product, quotient of two-part numbers and doubles: off by a few units of 2^-104 of the result, a sum of
//                          numbers of unlike sign by as much of the larger of them
//   rounded(a)             high + low as one double
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
  return fast_two_sum(s.high, s.low + a.low);
}
template <class V>
SIMDACT_INLINE two_part<V> sum(const two_part<V>& a, const two_part<V>& b) {
  const two_part<V> s = two_sum(a.high, b.high);
  return fast_two_sum(s.high, s.low + (a.low + b.low));
}

template <class V>
SIMDACT_INLINE two_part<V> product(const two_part<V>& a, const V& b) {
  const two_part<V> p = two_product(a.high, b);
  return fast_two_sum(p.high, native::fma(a.low, b, p.low));
}
template <class V>
SIMDACT_INLINE two_part<V> product(const two_part<V>& a, const two_part<V>& b) {
  const two_part<V> p = two_product(a.high, b.high);
  return fast_two_sum(p.high, native::fma(a.high, b.low, native::fma(a.low, b.high, p.low)));
}

// high and low are not joined to the nearest double and what it lacks: high may be off by two last places.
template <class V>
SIMDACT_INLINE two_part<V> quotient(const two_part<V>& a, const two_part<V>& b) {
  const V inverse = native::div(V(1.0), b.high);
  const V q = a.high * inverse;
  const V remainder = native::fnma(q, b.low, native::fnma(q, b.high, a.high) + a.low);
  return {q, remainder * inverse};
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
