// SPDX-License-Identifier: MIT
// What sigmoid, tanh' and the functions x s(y) share, s(y) = 1 / (1 + e^-y), from e = e^-u with u = |y|, where nothing
// overflows: s(-u) = e / (1 + e) and s(u) = 1 / (1 + e). All numbers are in two parts; those with a factor e have its
// power of two apart, so that only the last step rounds to a subnormal number.
//
//   falling(u), falling(u, low)    e^-u or e^-(u + low) for u in [0, 1500]
//   logistic(e, below)             s(-u) where the mask below holds, s(u) elsewhere, over 2^exponent
//   logistic_slope(e)              s'(u) = s'(-u) = e / (1 + e)^2, over 2^n
//   logistic_tail(e, w)            e (1 + e - w) / (1 + e)^2, over 2^n: the derivative of x s(y) where y = -u < 0 and
//                                  w = x dy/dx
//   one_sided(x, e, tail)          tail 2^n where x < 0, 1 - tail 2^n elsewhere
//
// Where y is bounded there is a shorter way, without u, in two stages:
//   logistic_denominator(e)        1 + e^-y times logistic_unit, from -y in [-500, 770] reduced
//   reciprocal(d)                  1 / d
#pragma once

#include "simdact/core/f64/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// e^-u = 2^n mantissa, and as power mantissa, where below 2^-200 it is so small beside 1 that any other number of that
// kind serves.
template <class V>
struct falling_exp {
  V n, power;
  two_part<V> mantissa, value;
};

template <class V>
SIMDACT_INLINE falling_exp<V> falling_from(const exp_reduced<V>& e) {
  const two_part<V> m = exp_mantissa(exp_remainder(e));
  const V n = exp_integer(e), power = exp_power(native::max(V(-200.0), n));
  return {n, power, {m.high, m.low}, {power * m.high, power * m.low}};
}
template <class V, class... Low>
SIMDACT_INLINE falling_exp<V> falling(const V& u, const Low&... low) {
  return falling_from(exp_reduce(native::negate(u), native::negate(low)...));
}
// 1 + e, e up to 1.
template <class V>
SIMDACT_INLINE two_part<V> one_plus(const two_part<V>& e) {
  const two_part<V> s = fast_two_sum(V(1.0), e.high);
  return {s.high, s.low + e.low};
}

template <class V>
struct scaled_parts {
  two_part<V> value;
  V exponent;
};

template <class M, class V>
SIMDACT_INLINE scaled_parts<V> logistic(const falling_exp<V>& e, const M& below) {
  const two_part<V> numerator = {native::select(below, e.mantissa.high, V(1.0)),
                                 native::select_or_zero(below, e.mantissa.low)};
  return {quotient(numerator, one_plus(e.value)), native::select_or_zero(below, e.n)};
}

template <class V>
SIMDACT_INLINE two_part<V> logistic_slope(const falling_exp<V>& e) {
  const two_part<V> d = one_plus(e.value);
  const V square = d.high * d.high;
  const V low = native::fma(d.high + d.high, d.low, native::fms(d.high, d.high, square));
  return quotient(e.mantissa, two_part<V>{square, low});
}

template <class V>
SIMDACT_INLINE two_part<V> logistic_tail(const falling_exp<V>& e, const two_part<V>& w) {
  const two_part<V> d = one_plus(e.value);
  return quotient(product(e.mantissa, sum(d, negate(w))), product(d, d));
}

template <class V>
SIMDACT_INLINE V one_sided(const V& x, const falling_exp<V>& e, const two_part<V>& tail) {
  const two_part<V> above = fast_two_sum(V(1.0), e.power * native::negate(tail.high));
  const V high = above.high + native::fnma(e.power, tail.low, above.low);
  return native::select(native::lt(x, V(0.0)), scaled_down(rounded(tail), e.n), high);
}

// Of 1 + e^-y, times this unit, nothing is infinite or subnormal, nor is its inverse.
inline constexpr double logistic_unit = 0x1p-300;

template <class V>
SIMDACT_INLINE two_part<V> logistic_denominator(const exp_reduced<V>& e) {
  const V unit(logistic_unit), power = exp_power<-300>(e);
  const two_part<V> m = exp_mantissa(exp_remainder(e));
  const V exponential = power * m.high;
  const two_part<V> d = fast_two_sum(native::max(unit, exponential), native::min(unit, exponential));
  return {d.high, native::fma(power, m.low, d.low)};
}

template <class V>
SIMDACT_INLINE two_part<V> reciprocal(const two_part<V>& d) {
  const V inverse = native::div(V(1.0), d.high);
  return {inverse, inverse * native::fnma(inverse, d.low, native::fnma(inverse, d.high, V(1.0)))};
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
