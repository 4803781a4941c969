// SPDX-License-Identifier: MIT
// The exponential in double, without a table. With n the whole number nearest to x / ln 2,
//   x = n ln 2 + r,   |r| <= (ln 2)/2,   e^x = 2^n (1 + p),   p = e^r - 1,   |p| < 0.415.
//
//   exp_reduce(x)            n and r, r in two parts, off by less than 2^-86; for |x| < 2^11
//   exp_reduce(x, low)       the same for x + low, |low| at most a few last places of x
//   exp_reduce_by(x, s), exp_reduce_by(x, low, s)     the same with the whole number w added to n in what exp_power
//                            takes, where the sum s of shifter and w brings the factor 2^w at no cost; |x| < 2^12
//   exp_remainder_low(e)     p - r, off by less than 2^-55
//   exp_remainder(e)         p in two parts, off by less than 2^-55 of itself where n = 0, by 2^-57 of 1 + p elsewhere
//   exp_remainder_wide(e)    the same to 2^-61 of p and 2^-62 of 1 + p, for six operations more
//   exp_mantissa(p)          1 + p in two parts
//   exp_integer(e)           n
//   exp_power(e), exp_power<k>(e)       2^n, 2^(n + k), from -1022 to 1023; exp_power<k>(n) the same of a whole number
//   exp_minus_one(e, p)      e^x - 1 in two parts, for n in [-1022, 1023]
//   scaled(y, n)             y 2^n, rounded once, zero, infinite and subnormal results included; for |y| in
//                            [2^-400, 2^50] or y = 0 and n in (-2^12, 1130]
//   scaled_down(y, n)        the same where y 2^(n + 128) is normal or y = 0, for n in [-1150, 500]
//   exp(x)                   e^x for every x
#pragma once

#include "simdact/coef/exact_exp.hpp"
#include "simdact/coef/f64_exp.hpp"
#include "simdact/core/f64/two_part.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// A sum with it is rounded to a whole number n, and the low bits of that sum are n + 1023, the exponent of 2^n.
inline constexpr double shifter = exact_exp_shifter;

// shifted is n + shifter.
template <class V>
struct exp_reduced {
  V shifted, r, low;
};

// The same with the x of which a kernel's later stages need more.
template <class V>
struct exp_reduced_of {
  V x, shifted, r, low;

  SIMDACT_INLINE exp_reduced_of(const V& argument, const exp_reduced<V>& e)
      : x(argument), shifted(e.shifted), r(e.r), low(e.low) {}
  SIMDACT_INLINE exp_reduced<V> reduced() const { return {shifted, r, low}; }
};

template <class V>
SIMDACT_INLINE V exp_integer(const exp_reduced<V>& e) {
  return e.shifted - V(shifter);
}

// x - n ln2_high is exact: both are multiples of 2^-54 at least, and the difference is below 1/2. n ln2_low is below
// 2^-33, so that r is the sum of the two but for what low has of it.
template <class V>
SIMDACT_INLINE exp_reduced<V> exp_reduce_by(const V& x, const V& by) {
  using namespace coef::exact_exp;
  const V shifted = native::fma(x, V(log2e), by);
  const V n = shifted - by;
  const V head = native::fnma(n, V(ln2_high), x);
  const V r = native::fnma(n, V(ln2_low), head);
  return {shifted, r, native::fnma(n, V(ln2_low), head - r)};
}
template <class V>
SIMDACT_INLINE exp_reduced<V> exp_reduce_by(const V& x, const V& low, const V& by) {
  const exp_reduced<V> e = exp_reduce_by(x, by);
  const two_part<V> r = fast_two_sum(e.r, e.low + low);
  return {e.shifted, r.high, r.low};
}
template <class V>
SIMDACT_INLINE exp_reduced<V> exp_reduce(const V& x) {
  return exp_reduce_by(x, V(shifter));
}
template <class V>
SIMDACT_INLINE exp_reduced<V> exp_reduce(const V& x, const V& low) {
  return exp_reduce_by(x, low, V(shifter));
}

// c[0] + c[1] r + ... of 10 or 11 terms: in pairs, the pairs in fours, and over these Horner's rule in r^4. That is one
// product more than core::exact_polynomial, and fewer steps that wait for one another.
template <class V, std::size_t terms>
SIMDACT_INLINE V exp_polynomial(const V& r, const V& square, const double (&c)[terms]) {
  static_assert(terms == 10 || terms == 11, "terms");
  const V c01 = native::fma(r, V(c[1]), V(c[0])), c23 = native::fma(r, V(c[3]), V(c[2]));
  const V c45 = native::fma(r, V(c[5]), V(c[4])), c67 = native::fma(r, V(c[7]), V(c[6]));
  V top = native::fma(r, V(c[9]), V(c[8]));
  if constexpr (terms == 11) top = native::fma(square, V(c[10]), top);
  const V fourth = square * square;
  const V low = native::fma(square, c23, c01), middle = native::fma(square, c67, c45);
  return native::fma(fourth, native::fma(fourth, top, middle), low);
}

// low + r^2 q(r).
template <class V>
SIMDACT_INLINE V exp_remainder_low(const exp_reduced<V>& e) {
  const V square = e.r * e.r;
  return native::fma(square, exact_polynomial(e.r, coef::f64_exp::q), e.low);
}

// r + r^2/2 in two parts but for the rounding of r^2, and r^3 c(r) + low e^r, which needs only one.
template <class V>
SIMDACT_INLINE two_part<V> exp_remainder(const exp_reduced<V>& e) {
  const V half(0.5), square = e.r * e.r;
  const V c = exp_polynomial(e.r, square, coef::f64_exp::c);
  const V high = native::fma(square, half, e.r);
  const V rest = native::fma(square, half, e.r - high) + native::fma(high, e.low, e.low);
  return fast_two_sum(high, native::fma(e.r * square, c, rest));
}

// p = r (1 + r (1/2 + r (1/6 + r w(r)))), each bracket in two parts.
template <class V>
SIMDACT_INLINE two_part<V> exp_remainder_wide(const exp_reduced<V>& e) {
  const V half(0.5), sixth(1.0 / 6), r = e.r;
  const V w = exp_polynomial(r, r * r, coef::f64_exp::w);
  const V third = native::fma(r, w, sixth);
  const V third_low = native::fma(r, w, sixth - third) + V(coef::f64_exp::sixth_low);
  const V second = native::fma(r, third, half);
  const V second_low = native::fma(r, third_low, native::fma(r, third, half - second));
  const V first = r * second;
  const V first_low = native::fma(r, second_low, native::fms(r, second, first));
  const V product = r * first;
  const V product_low = native::fma(r, first_low, native::fms(r, first, product));
  const two_part<V> p = fast_two_sum(r, product);
  return fast_two_sum(p.high, native::fma(p.high, e.low, e.low) + (product_low + p.low));
}

template <class V>
SIMDACT_INLINE two_part<V> exp_mantissa(const two_part<V>& p) {
  const two_part<V> s = fast_two_sum(V(1.0), p.high);
  return {s.high, s.low + p.low};
}

template <int k = 0, class V>
SIMDACT_INLINE V exp_power(const V& n) {
  return native::from_bits<V>(native::shl<52>(native::to_bits(n + V(shifter + k))));
}
template <int k = 0, class V>
SIMDACT_INLINE V exp_power(const exp_reduced<V>& e) {
  const V shifted = k == 0 ? e.shifted : e.shifted + V(double{k});
  return native::from_bits<V>(native::shl<52>(native::to_bits(shifted)));
}

// 2^n - 1 + 2^n p. The first term is rounded from n = 54 on, and is no smaller than the second but for n = 0, where it
// is 0.
template <class V>
SIMDACT_INLINE two_part<V> exp_minus_one(const exp_reduced<V>& e, const two_part<V>& p) {
  const V power = exp_power(e);
  const two_part<V> s = fast_two_sum(power - V(1.0), power * p.high);
  return {s.high, native::fma(power, p.low, s.low)};
}

// Where no instruction scales, by two factors: the first product is exact where the second is not. 2^-1130 has the
// effect of all that lies below.
template <class V>
SIMDACT_INLINE V scaled(const V& y, const V& n) {
  if constexpr (scales_at_once<V>) {
    return native::scale_floor(y, n);
  } else {
    const V bounded = native::max(V(-1130.0), n);
    const V half = native::fma(bounded, V(0.5), V(shifter)) - V(shifter);
    return lowered(y * exp_power(half), exp_power(bounded - half));
  }
}
template <class V>
SIMDACT_INLINE V scaled_down(const V& y, const V& n) {
  if constexpr (scales_at_once<V>) {
    return native::scale_floor(y, n);
  } else {
    return lowered(y * exp_power<128>(n), V(0x1p-128));
  }
}

// One part of p is enough here. Where no instruction scales, a vector in which every |x| <= 708 is not scaled: its
// results are normal, and the bits the same. NaN passes the comparison, and the clamp.
template <class V>
SIMDACT_INLINE lowerable<V> exp(const V& x) {
  const V bounded = native::min(V(710.0), native::max(V(-746.0), x));
  const exp_reduced<V> e = exp_reduce(bounded);
  const V p = e.r + exp_remainder_low(e);
  if constexpr (!scales_at_once<V>) {
    if (__builtin_expect(!native::any(native::lt(V(708.0), native::abs(x))), 1)) {
      const V power = exp_power(e);
      return as_it_is(native::fma(power, p, power));
    }
  }
  if constexpr (avoids_subnormals) {
    if (__builtin_expect(!native::any(native::lt(V(0.0), x)), 1)) {
      return lowered_later((p + V(1.0)) * exp_power<128>(exp_integer(e)), 0x1p-128);
    }
  }
  return as_it_is(scaled(p + V(1.0), exp_integer(e)));
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
