// SPDX-License-Identifier: MIT
// What sigmoid, tanh' and the functions x s(y) share, s(y) = 1 / (1 + e^-y), from e = e^-u with u = |y|, where nothing
// overflows: s(-u) = e / (1 + e) and s(u) = 1 / (1 + e). All numbers are in two parts; those with a factor e have its
// power of two apart, so that only the last step rounds to a subnormal number.
//
//   falling(u), falling(u, low)    e^-u or e^-(u + low) for u in [0, 1500]
//   falling_from(e)                e^y from y reduced, y in [-1500, 40]
//   logistic(e, below)             s(-u) where the mask below holds, s(u) elsewhere, over 2^exponent
//   logistic_slope(e)              s'(u) = s'(-u) = e / (1 + e)^2, over 2^n, as a fraction with n
//
// Where y is bounded there is a shorter way, without u, in two stages:
//   logistic_denominator(e)        1 + e^-y times logistic_unit, from -y in [-500, 790] reduced
//   reciprocal(d)                  1 / d
//   times_logistic(x, d)           x s(y)
//   times_logistic_slope(w, d)     s (1 + w (1 - s)) for s = s(y): with w = x dy/dx the derivative of x s(y)
#pragma once

#include "simdact/core/f64/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// e^y = 2^n mantissa, and as value, where below 2^-200 it is so small beside 1 that any other number of that kind
// serves.
template <class V>
struct falling_exp {
  V n;
  two_part<V> mantissa, value;
};
inline constexpr double least_power = -200.0;

template <class V>
SIMDACT_INLINE falling_exp<V> falling_from(const exp_reduced<V>& e) {
  const two_part<V> m = exp_mantissa(exp_remainder(e));
  const V n = exp_integer(e), power = exp_power(native::max(V(least_power), n));
  return {n, {m.high, m.low}, {power * m.high, power * m.low}};
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
SIMDACT_INLINE fraction<V> logistic_slope(const falling_exp<V>& e) {
  const two_part<V> d = square(one_plus(e.value));
  return {e.n, e.mantissa.high, e.mantissa.low, d.high, d.low};
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

// The last two stages of the functions x s(y) and of their derivatives, from x bounded where the result no longer
// changes. Only their last step, the product with the unit, rounds to a subnormal number.
template <class V>
struct over_logistic {
  V x, d, d_low;
};
template <class V>
SIMDACT_INLINE over_logistic<V> logistic_denominator(const exp_reduced_of<V>& s) {
  const two_part<V> d = logistic_denominator(s.reduced());
  return {s.x, d.high, d.low};
}

template <class V>
SIMDACT_INLINE V times_logistic(const V& x, const over_logistic<V>& f) {
  const two_part<V> s = reciprocal(two_part<V>{f.d, f.d_low});
  return lowered(native::fma(x, s.high, x * s.low), V(logistic_unit));
}

// 1 - s and the factor 1 + w (1 - s) are in two parts. 1 - rest is exact: rest is at least 1/2, or itself exact. An s
// below 2^-200 is so small beside 1 that any other number of that kind serves.
template <class V>
SIMDACT_INLINE V times_logistic_slope(const two_part<V>& w, const over_logistic<V>& f) {
  const V unit(logistic_unit), one(1.0);
  const two_part<V> s = reciprocal(two_part<V>{f.d, f.d_low});
  const V held = held_above(V(0x1p-200 / logistic_unit), s.high), rest = native::fnma(held, unit, one);
  const V rest_low = native::fnma(s.low, unit, native::fnma(held, unit, one - rest));
  const two_part<V> p = product(w, two_part<V>{rest, rest_low}), factor = sum(p, one);
  return lowered(native::fma(s.high, factor.high, native::fma(s.high, factor.low, s.low * factor.high)), unit);
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
