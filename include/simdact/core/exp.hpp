// SPDX-License-Identifier: MIT
// The exponential. With x = (k + j/8) ln 2 + r, k and j whole, 0 <= j < 8, |r| <= (ln 2)/16,
//   e^x = 2^k T[j] (1 + p(r)),   T[j] = 2^(j/8) / kappa,   1 + p(r) = kappa e^r.
// The factor kappa, near 1, is such that all eight T[j] lie very near to floats: a table of floats serves, with no
// second one for what they lack. It costs nothing, since it only changes p's coefficients.
//
//   exp_reduce<sign>(x)           k, j and r of sign x, for |x| < 2^11
//   exp_reduce<sign>(x, low)      the same for x + low, |low| far below 1/16: one more addition
//   exp_reduce_product<sign>(a, x)   the same for a x, which is not rounded
//   exp_reduce_one_part<sign>(x)  the same with ln 2 rounded to one float, for those whose polynomials make up for that
//   exp_reduce_by<sign>(x, s)     the same with the integer 8 w added to 8 k + j: 2^w e^(sign x), where the sum s of
//                                 shifter<3> and the whole number w, |w| < 2^11, brings the factor at no cost
//   exp_reduce_product_by<sign>(a, x, s, low)     the same for (a + low) x below 350, low far below a
//   exp_terms<degree, shift>(e)   A and p: 2^shift e^(sign x) = A (1 + p) = A + W with W = A p. A is a float, within
//                                 0.05 * 2^-24 of 2^(shift + k) T[j] relatively; |p| < 0.0465. A must come out normal:
//                                 sign x in [-87 - shift ln 2, 88 - shift ln 2]
//   exp_ratio_terms<shift>(e)     the same for c e^(sign x), c = exp_ratio<shift> = 0.915 * 2^shift, of degree 3: for
//                                 quotients, which c leaves as they are. Its table T[j] = c 2^(j/8) lies within
//                                 0.07 * 2^-24 of floats, c is one, and A = c for |x| < (ln 2)/16
//   exp_sum(s), exp_low(s)        A + W in one rounding, and W rounded, for those who keep both parts. A + W is off by
//                                 less than 2^-25.1 of itself with degree 3 and 2^-26.6 with degree 4; where x = 0 and
//                                 shift = 0 it rounds to 1
//   exp_rounded<degree>(x)        e^x rounded, for every x
//   exp_power(e, table)           2^k T[j] of a table lowered as exp_table's; exp_power<V>(t, table) of the sum t alone
//   exp_scaled(e, p)              e^(sign x) rounded, for |x| <= 110, from p(r): the last step is a scaling that rounds
//                                 once, so zero, infinite and subnormal results are right
//   exp_falling<C>(e)             c e^(sign x) rounded, for sign x in [-110, 0]; c and a table as good as those above
//                                 are C's: see exp_table_one. It and exp_rounded are a lowerable<V>
#pragma once

#include "simdact/coef/exp.hpp"
#include "simdact/core/lowered.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// r is sign times the r above, and so x's own remainder; the low bits of t are the integer 8 k + j.
template <int sign, class V>
struct exp_reduced {
  V r;
  native::bits_t<V> t;
};

// The sum with shifter<3> is rounded to n = k + j/8.
template <int sign = 1, class V>
SIMDACT_INLINE exp_reduced<sign, V> exp_reduce_by(const V& x, const V& by) {
  const V t = native::fma(x, V(sign * coef::exp::log2e), by);
  const V n = t - by;
  const V r = native::fma(n, V(-sign * coef::exp::ln2_high), x);
  return {native::fma(n, V(-sign * coef::exp::ln2_low), r), native::to_bits(t)};
}

template <int sign = 1, class V>
SIMDACT_INLINE exp_reduced<sign, V> exp_reduce(const V& x) {
  return exp_reduce_by<sign>(x, V(shifter<3>));
}
template <int sign = 1, class V>
SIMDACT_INLINE exp_reduced<sign, V> exp_reduce(const V& x, const V& low) {
  const exp_reduced<sign, V> e = exp_reduce<sign>(x);
  return {e.r + low, e.t};
}

// r = a x - sign n ln 2: of ln 2 a first part has so few bits that its product with n, below 2^9, is exact.
template <int sign = 1, class V, class... Low>
SIMDACT_INLINE exp_reduced<sign, V> exp_reduce_product_by(const V& a, const V& x, const V& by, const Low&... low) {
  constexpr float ln2_first = 0x1.62ep-1f /* 0.69311523 */, ln2_rest = 0x1.0bfbe8p-15f /* 3.1946185e-5 */;
  const V t = native::fma(x, a * V(sign * coef::exp::log2e), by);
  const V n = t - by;
  V r = native::fma(a, x, n * V(-sign * ln2_first));
  ((r = native::fma(low, x, r)), ...);
  return {native::fma(n, V(-sign * ln2_rest), r), native::to_bits(t)};
}
template <int sign = 1, class V>
SIMDACT_INLINE exp_reduced<sign, V> exp_reduce_product(const V& a, const V& x) {
  return exp_reduce_product_by<sign>(a, x, V(shifter<3>));
}

template <int sign = 1, class V>
SIMDACT_INLINE exp_reduced<sign, V> exp_reduce_one_part(const V& x) {
  const V t = native::fma(x, V(sign * coef::exp::log2e), V(shifter<3>));
  return {native::fma(t - V(shifter<3>), V(-sign * coef::exp::ln2_high), x), native::to_bits(t)};
}

template <class V>
struct exp_parts {
  V a, p;
};

// p at sign r: the odd coefficients take the sign.
template <int sign, class V>
SIMDACT_INLINE V exp_polynomial(const V& r, const float (&p)[4]) {
  const V q = native::fma(r, V(sign * p[3]), V(p[2]));
  return native::fma(r, native::fma(r, q, V(sign * p[1])), V(p[0]));
}
template <int sign, class V>
SIMDACT_INLINE V exp_polynomial(const V& r, const float (&p)[5]) {
  const V q = native::fma(r, native::fma(r, V(p[4]), V(sign * p[3])), V(p[2]));
  return native::fma(r, native::fma(r, q, V(sign * p[1])), V(p[0]));
}
template <int degree, int sign, class V>
SIMDACT_INLINE V exp_polynomial(const V& r) {
  static_assert(degree == 3 || degree == 4, "degree");
  if constexpr (degree == 3) {
    return exp_polynomial<sign>(r, coef::exp::p3);
  } else {
    return exp_polynomial<sign>(r, coef::exp::p4);
  }
}

// 2^shift times a table whose entries are T[j] with j * 2^20 subtracted from their bits as an integer. The exponent
// begins at bit 23, so that adding (8 k + j) * 2^20 makes them those of 2^k T[j]: t is added whole, and k need not be
// split off.
template <int shift>
struct exp_table {
  static constexpr float factor = shift < 0 ? 1.0f / (1ull << -shift) : 1ull << shift;
  float values[8];
  constexpr explicit exp_table(const float (&t)[8])
      : values{t[0] * factor, t[1] * factor, t[2] * factor, t[3] * factor,
               t[4] * factor, t[5] * factor, t[6] * factor, t[7] * factor} {}
};

template <class V>
SIMDACT_INLINE V exp_power(const native::bits_t<V>& t, const float (&table)[8]) {
  return native::from_bits<V>(native::to_bits(native::lookup<V>(table, t)) + native::shl<20>(t));
}
template <int sign, class V>
SIMDACT_INLINE V exp_power(const exp_reduced<sign, V>& e, const float (&table)[8]) {
  return exp_power<V>(e.t, table);
}

template <int degree, int shift = 0, int sign, class V>
SIMDACT_INLINE exp_parts<V> exp_terms(const exp_reduced<sign, V>& e) {
  static constexpr exp_table<shift> table(coef::exp::lowered_table);
  return {exp_power(e, table.values), exp_polynomial<degree, sign>(e.r)};
}

template <int shift>
inline constexpr float exp_ratio = coef::exp::ratio_table[0] * exp_table<shift>::factor;

template <int shift = 0, int sign, class V>
SIMDACT_INLINE exp_parts<V> exp_ratio_terms(const exp_reduced<sign, V>& e) {
  static constexpr exp_table<shift> table(coef::exp::ratio_table);
  return {exp_power(e, table.values), exp_polynomial<sign>(e.r, coef::exp::ratio3)};
}

template <class V>
SIMDACT_INLINE V exp_sum(const exp_parts<V>& s) {
  return native::fma(s.a, s.p, s.a);
}

template <class V>
SIMDACT_INLINE V exp_low(const exp_parts<V>& s) {
  return s.a * s.p;
}

// Where one instruction scales: 2^k T[j] (1 + p).
template <int sign, class V>
SIMDACT_INLINE V exp_scaled_at_once(const exp_reduced<sign, V>& e, const V& p, const float (&table)[8]) {
  const V a = native::lookup<V>(table, e.t);
  return native::scale_floor(native::fma(a, p, a), native::from_bits<V>(e.t) - V(shifter<3>));
}

template <int sign, class V>
SIMDACT_INLINE V exp_scaled(const exp_reduced<sign, V>& e, const V& p) {
  if constexpr (scales_at_once<V>) {
    return exp_scaled_at_once(e, p, coef::exp::table);
  } else {
    // 2^k may not be a normal float: half of k goes into the table's exponent, the rest into a factor, whose product
    // rounds.
    const V table = native::lookup<V>(coef::exp::lowered_table, e.t);
    const native::bits_t<V> half = native::shl<19>(e.t) & native::bits_t<V>(0xff800000u);
    const V a = native::from_bits<V>(native::to_bits(table) + native::shl<20>(e.t) - half);
    return lowered(native::fma(a, p, a), native::from_bits<V>(half + native::to_bits(V(1.0f))));
  }
}

// c = 1: the table, its lowered form, and a polynomial p with T[0] (1 + p(r)) = c e^r.
struct exp_table_one {
  static constexpr const float (&table)[8] = coef::exp::table;
  static constexpr const float (&lowered)[8] = coef::exp::lowered_table;
  static constexpr const float (&p)[4] = coef::exp::p3;
};

// Where no instruction scales, the result comes times 2^63, and so is normal until the last multiplication.
template <class C, int sign, class V>
SIMDACT_INLINE lowerable<V> exp_falling(const exp_reduced<sign, V>& e) {
  const V p = exp_polynomial<sign>(e.r, C::p);
  if constexpr (scales_at_once<V>) {
    return exp_scaled_at_once(e, p, C::table);
  } else {
    static constexpr exp_table<63> raised(C::lowered);
    const V a = exp_power(e, raised.values);
    return lowered_later(native::fma(a, p, a), 1 / exp_table<63>::factor);
  }
}

// Where no instruction scales, a vector in which every |x| <= 87 is not scaled: its results are normal, and the bits
// the same, since scaling them would be exact. NaN passes the comparison, and the clamp. e^90 is infinite and e^-110
// rounds to 0.
template <int degree, class V>
SIMDACT_INLINE lowerable<V> exp_rounded(const V& x) {
  if constexpr (avoids_subnormals) {
    static_assert(degree == 3, "exp_falling's");
    if (__builtin_expect(!native::any(native::lt(V(0.0f), x)), 1)) {
      return exp_falling<exp_table_one>(exp_reduce(native::max(V(-110.0f), x)));
    }
  }
  if constexpr (!scales_at_once<V>) {
    if (__builtin_expect(!native::any(native::lt(V(87.0f), native::abs(x))), 1)) {
      return as_it_is(exp_sum(exp_terms<degree>(exp_reduce(x))));
    }
  }
  const exp_reduced<1, V> e = exp_reduce(native::min(V(90.0f), native::max(V(-110.0f), x)));
  return as_it_is(exp_scaled(e, exp_polynomial<degree, 1>(e.r)));
}

}  // namespace core
SIMDACT_NAMESPACE_END
