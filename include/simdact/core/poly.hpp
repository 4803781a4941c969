// SPDX-License-Identifier: MIT
// Rounding by addition, and polynomials by Horner's rule, one FMA per coefficient from the highest down.
//
//   shifter<b>, exponent_shifter        the numbers whose addition rounds
//   polynomial(x, c)                    c[0] + c[1] x + c[2] x^2 + ...; polynomial<k>(x, c): c[k] + c[k + 1] x + ...
//   exact_polynomial(x, c)              the same in pairs of terms: one product more, fewer steps that wait
//   half_octave(v)                      which of the eight segments of [1, 16), one per half octave, holds v
//   quarter_octave(v)                   which of sixteen
//   segment_polynomial(i, x, c5, c4, ..., c0)         the polynomial of segment i: tables of coefficients, one entry a
//                                                     segment, the highest degree first
//   segment_polynomial_from(c6, i, x, c5, ..., c0)    the same where the highest coefficient is at hand already
#pragma once

#include <cstddef>
#include <utility>

#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// 1.5 * 2^(23 - b). Floats of this size are the multiples of 2^-b, so a sum x + shifter<b>, |x| < 2^(22 - b), is
// rounded to n + shifter<b>, where n is the multiple of 2^-b nearest to x. Subtracting the shifter gives n; the low
// bits of the sum are those of the integer 2^b n, which serve as an index or, shifted, as an exponent. The 1.5 leaves
// room for negative n.
template <int fraction_bits>
inline constexpr float shifter = 0x1.8p23f / (1 << fraction_bits);

// The same for whole n with a float's exponent bias in the low bits: those of the sum, shifted left by 23, are 2^n.
inline constexpr float exponent_shifter = shifter<0> + 127;

template <class V, std::size_t terms, std::size_t... k>
SIMDACT_INLINE V polynomial(const V& x, const native::scalar_t<V> (&c)[terms], std::index_sequence<k...>) {
  V p(c[terms - 1]);
  ((p = native::fma(p, x, V(c[terms - 2 - k]))), ...);
  return p;
}
template <std::size_t first = 0, class V, std::size_t terms>
SIMDACT_INLINE V polynomial(const V& x, const native::scalar_t<V> (&c)[terms]) {
  return polynomial(x, c, std::make_index_sequence<terms - 1 - first>{});
}

// The terms in pairs, c[2 i] + c[2 i + 1] x, and over these Horner's rule in x^2: half as many steps wait for one
// another.
template <class V, std::size_t terms>
SIMDACT_INLINE V exact_polynomial(const V& x, const native::scalar_t<V> (&c)[terms]) {
  const V square = x * x;
  constexpr std::size_t pairs = terms / 2;
  const auto pair = [&](std::size_t i) SIMDACT_INLINE_LAMBDA { return native::fma(x, V(c[2 * i + 1]), V(c[2 * i])); };
  V sum = terms % 2 == 0 ? pair(pairs - 1) : native::fma(square, V(c[terms - 1]), pair(pairs - 1));
  for (std::size_t i = pairs - 1; i-- > 0;) sum = native::fma(square, sum, pair(i));
  return sum;
}

// The exponent and the first bit of the mantissa of v in [1, 16), in the low three bits. The exponent's bias makes 6
// the index of [1, 3/2), 7 that of [3/2, 2) and 0 that of [2, 3): the tables begin with the third segment.
template <class V>
SIMDACT_INLINE native::bits_t<V> half_octave(const V& v) {
  return native::shr<22>(native::to_bits(v));
}

// One bit more. 12 is the index of [1, 5/4), and 0 that of [2, 5/2).
template <class V>
SIMDACT_INLINE native::bits_t<V> quarter_octave(const V& v) {
  return native::shr<21>(native::to_bits(v));
}

template <class V, class... Tables>
SIMDACT_INLINE V segment_polynomial_from(const V& highest, const native::bits_t<V>& i, const V& x,
                                         const Tables&... lower) {
  V p = highest;
  ((p = native::fma(p, x, native::lookup<V>(lower, i))), ...);
  return p;
}
template <class V, class Table, class... Tables>
SIMDACT_INLINE V segment_polynomial(const native::bits_t<V>& i, const V& x, const Table& highest,
                                    const Tables&... lower) {
  return segment_polynomial_from(native::lookup<V>(highest, i), i, x, lower...);
}

}  // namespace core
SIMDACT_NAMESPACE_END
