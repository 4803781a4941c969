// SPDX-License-Identifier: MIT
// e^x in two floats, for the exact tier: they tell how most results round, and which of them they do not tell. A vector
// with one of these is computed in double, by core/wide.hpp.
//
//   exact_terms(f, x)          f(A, r, c, w), for |x| <= 70: A (1 + r + c) is below e^x and A (1 + r + c + w) above
//   exact_minus_one(f, x)      f(h, l, w), for x in [-40, 0]: h + l is below e^x - 1 and h + l + w above
//   exact_minus_one(f, x, low) the same for x + low, |low| <= 2^-24 |x|
//   exact_product(f, a, h, l, w), exact_product(f, a, a_low, h, l, w)
//                              f(H, L, U): H + L is below a (h + l), or (a + a_low) (h + l), and H + U above the same
//                              of h + l + w. Of these h, l and w are exact_minus_one's, and a > 0
//   is_doubtful(y, h, l)       whether y, which is h + a lower bound of the rest, rounded, is not h + l, with an upper
//                              one, rounded: if it is, then so are all numbers between rounded
//
// With x = (k + j/N) ln 2 + r and T[j] = 2^(j/N) as a float,
//   e^x = A e^(r + d),   A = 2^k T[j],   d = ln (2^(j/N) / T[j]) - n ln2_low,   n = k + j/N,
//       = A (1 + r + c),   c = d + R^2 q(R),   R = r + d.
// r is exact: a multiple of the last place of x, or of n ln2_high, it has no more than 24 bits. |d| is below 2^-22, and
// |R^2 q(R)| below 0.51 R^2. In units of u = 2^-25 R^2 and v = 2^-46 these are the errors of c:
//   R         2^-24 of itself, twice for its square        2.04 u
//   R^2       2^-24 of itself                              1.02 u
//   q(R)      the last operation 1 u, the others 0.05 u, the fit 0.75 u
//   d         1/2 v, and 1/2 v of its constants
//   c         2^-24 of itself                              1.02 u + 1 v
// The results are high + low, where high is a rounded sum and low = A c + rest. The rest, what high lacks, is below
// 2^-24 A and rounded by 1/4 v; low is by 2^-24 of itself, 1.02 u + 5/4 v; and where they are subnormal, for A >=
// 2^-101, both together by 1/2 v. All this is less than 7 u, which coef::exact_exp_f32::margin takes from q, and 4 v of
// the 5.6 that slack takes from the logarithms: c is a lower bound. w is twice as large, and 1.02 u + 1 v for its sum's
// rounding.
#pragma once

#include "simdact/coef/exact_exp_f32.hpp"
#include "simdact/coef/exp.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// 16 powers where one instruction looks them up, or else 8: then one more coefficient.
template <class V>
struct exact_exp_tables {
  static constexpr bool is_wide = native::has_wide_lookup<V>;
  static constexpr int bits = is_wide ? 4 : 3;
  static SIMDACT_INLINE V power(const native::bits_t<V>& i) {
    using namespace coef::exact_exp_f32;
    if constexpr (is_wide) {
      return native::lookup<V>(table16, i);
    } else {
      return native::lookup<V>(table8, i);
    }
  }
  static SIMDACT_INLINE V rest(const native::bits_t<V>& i) {
    using namespace coef::exact_exp_f32;
    if constexpr (is_wide) {
      return native::lookup<V>(rest16, i);
    } else {
      return native::lookup<V>(rest8, i);
    }
  }
  static SIMDACT_INLINE V q(const V& r) {
    using namespace coef::exact_exp_f32;
    if constexpr (is_wide) {
      return polynomial(r, q16);
    } else {
      return polynomial(r, q8);
    }
  }
};

template <class F, class V, class... Low>
SIMDACT_INLINE auto exact_terms(const F& f, const V& x, const Low&... low) {
  using tables = exact_exp_tables<V>;
  const V t = native::fma(x, V(coef::exp::log2e), V(shifter<tables::bits>));
  const V n = t - V(shifter<tables::bits>);
  const native::bits_t<V> i = native::to_bits(t);
  const V r = native::fnma(n, V(coef::exp::ln2_high), x);
  const V d = (native::fnma(n, V(coef::exp::ln2_low), tables::rest(i)) + ... + low);
  const V sum = r + d;
  const V square = sum * sum;
  const V c = native::fma(square, tables::q(sum), d);
  const V w = native::fma(square, V(0x1p-21f /* 16 u */), V(0x1p-42f /* 16 v */));
  const V a = native::from_bits<V>(native::to_bits(tables::power(i)) + native::shl<23 - tables::bits>(i));
  return f(a, r, c, w);
}

// e^x - 1 = (A - 1) + A (r + c). A - 1 = s + l, where l is not 0 for A < 1/2. |A r| is below s/2 or s is 0, so that the
// difference of s and the sum is exact. A <= 1, but what is rounded of the rest, below 2^-24, has no factor A: v/2 in
// all, for which v is taken. With low, d is rounded once more and larger by up to 2^-24 |x|, but A |x| < 0.4: no more
// than 1 v in A c.
template <class F, class V, class... Low>
SIMDACT_INLINE V exact_minus_one(const F& f, const V& x, const Low&... low) {
  const auto g = [&](const V& a, const V& r, const V& c, const V& w) SIMDACT_INLINE_LAMBDA {
    const V s = a - V(1.0f);
    const V l = (a - (s + V(1.0f))) - V(0x1p-46f);
    const V high = native::fma(a, r, s);
    return f(high, native::fma(a, c, native::fma(a, r, s - high) + l), w);
  };
  return exact_terms(g, x, low...);
}

// In units of u and v relatively to the factor,
//   a_low l                                     is left out: 0.51 u
//   l - w / 4, then all of L, then all of U     are rounded by 1.02 u + v/2 each
//   a_low h + (a h - H)                         by v/2
// so that L needs less than the 4 u + 4 v that w / 4 is, and U, with 6/4 w where 5/4 are to be between, as much again.
template <class F, class V>
SIMDACT_INLINE V exact_product_with(const F& f, const V& a, const V& high, const V& rest, const V& l, const V& w) {
  const V low = native::fma(a, native::fnma(w, V(0.25f), l), rest);
  return f(high, low, native::fma(a * V(1.5f), w, low));
}
template <class F, class V>
SIMDACT_INLINE V exact_product(const F& f, const V& a, const V& h, const V& l, const V& w) {
  const V high = a * h;
  return exact_product_with(f, a, high, native::fms(a, h, high), l, w);
}
template <class F, class V>
SIMDACT_INLINE V exact_product(const F& f, const V& a, const V& a_low, const V& h, const V& l, const V& w) {
  const V high = a * h;
  return exact_product_with(f, a, high, native::fma(a_low, h, native::fms(a, h, high)), l, w);
}

template <class V>
SIMDACT_INLINE auto is_doubtful(const V& y, const V& high, const V& above) {
  return native::lt(y, high + above);
}

}  // namespace core
SIMDACT_NAMESPACE_END
