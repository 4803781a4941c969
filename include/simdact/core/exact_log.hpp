// SPDX-License-Identifier: MIT
// The natural logarithm in two floats, for the exact tier, as core/exact_exp.hpp has the exponential.
//
//   exact_log(f, sum, rest...)   f(h, l, w): ln(sum + rest + ...) is between h + l - w and h + l + w, for sums in
//                                [2^-24, 2^125]. rest is what a rounded 1 + z lacks, and may have a low part too
//
// With y = sum + rest, sum = 2^k m, m in a range around [1, 2), c one of N numbers of few bits near 1/m, and C = 2^-k
// c, C sum - 1 is a float (tools/coef/exact_log_f32.sollya says why). Let R be the sum of that and C rest, rounded, and
// left what it lacks:
//   ln y = B + ln(1 + R) + left (1 - R),   B = k ln 2 - ln c,   ln(1 + R) = R - P - P R q(R),   P = R^2 / 2,
// where B is a float, exactly, and a low part of it. Where y is near 1, B = 0 and R + left = y - 1; else |B| > |R| and
// |ln y| > 2^-6. The results are high = (B + R) - P, rounded twice, and the rest of everything. |R| is below rho =
// 0.0342 with 16 segments and 0.0704 with 8, and |left| below 2^-24 |R|. These are the errors of l, in units of
// 2^-24 P rho:
//   q          the last operation and the others 0.8, the fit 1
//   R          left is not in q: 2
//   P R q      0.7 of itself, and 0.7 where l is rounded last
// less than 5.3, or 0.19 * 2^-24 P and 0.38 * 2^-24 P. And in units of 2^-43, of B's low part, below 2^-17.5:
//   its constants and its own rounding 2, sums with it 3
// less than 2^-40.5 beside |ln y| > 2^-6 (k = 0 or -1, next to the segment of 1), or grows more slowly with |k| than
// ln y. w is at least three tenths larger than both together, which leaves room for two roundings of l - w and l + w.
#pragma once

#include "simdact/coef/exact_log_f32.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// 16 segments where one instruction looks them up, or else 8: then one more coefficient.
template <class V>
struct exact_log_tables {
  static constexpr bool is_wide = native::has_wide_lookup<V>;
  static constexpr int bits = is_wide ? 4 : 3;
  static constexpr float width = is_wide ? 0x1p-26f : 0x1p-25f;  // of w, in parts of P
  struct entry {
    V inverse, high, low;
  };
  static SIMDACT_INLINE entry at(const native::bits_t<V>& i) {
    using namespace coef::exact_log_f32;
    if constexpr (is_wide) {
      return {native::lookup<V>(inverse16, i), native::lookup<V>(high16, i), native::lookup<V>(low16, i)};
    } else {
      return {native::lookup<V>(inverse8, i), native::lookup<V>(high8, i), native::lookup<V>(low8, i)};
    }
  }
  static SIMDACT_INLINE V q(const V& r) {
    using namespace coef::exact_log_f32;
    if constexpr (is_wide) {
      return polynomial(r, q16);
    } else {
      return polynomial(r, q8);
    }
  }
};

template <class F, class V, class... Low>
SIMDACT_INLINE V exact_log(const F& f, const V& sum, const V& rest, const Low&... low) {
  using tables = exact_log_tables<V>;
  using I = native::bits_t<V>;
  // Segments are centred at 1 + j/N: the first begins half a segment's bits before 1.
  const I offset = native::to_bits(sum) - I(0x3f800000u - (1u << (22 - tables::bits)));
  const I power = offset & I(0xff800000u);  // 2^23 k
  const auto e = tables::at(native::shr<23 - tables::bits>(offset));
  const V c = native::from_bits<V>(native::to_bits(e.inverse) - power);
  const V k = native::signed_to_float(power);
  const V b = native::fma(k, V(coef::exact_log_f32::ln2_high), e.high);
  const V b_low = native::fma(k, V(coef::exact_log_f32::ln2_low), e.low);

  const V first = native::fms(c, sum, V(1.0f));
  const V r = native::fma(c, rest, first);
  const V left = (native::fma(c, rest, first - r) + ... + (c * low));
  const V r_low = native::fnma(left, r, left);

  const V half = r * V(-0.5f);
  const V p = half * r;  // -P
  const V p_low = native::fms(half, r, p);
  const V line = b + r;
  const V line_low = (b - line) + r;
  const V high = line + p;
  const V high_low = (line - high) + p;
  const V l = native::fma(p * r, tables::q(r), (line_low + high_low) + (p_low + (b_low + r_low)));
  const V w = native::fnma(p, V(tables::width), native::abs(high) * V(0x1p-34f));
  return f(high, l, w);
}

}  // namespace core
SIMDACT_NAMESPACE_END
