// SPDX-License-Identifier: MIT
// e^x - 1 from a power of two and a polynomial. With n the integer nearest to x / ln 2,
//   x = n ln 2 + r,  |r| <= (ln 2)/2,     e^x - 1 = 2^n p + (2^n - 1),     p = e^r - 1 = r + r^2 q(r).
// 2^n - 1 is a float, without error, for |n| <= 24. For n = 0, r is x and the result is p; for n < 0, an error of p
// counts by 2^n, half of it or less.
#pragma once

#include "simdact/coef/elu.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// Below this e^x - 1 rounds to -1: e^-18 is under 2^-25, half of the distance from -1 to the next float.
inline constexpr float expm1_floor = -18.0f;
// And below this it is the double -1: e^-40 is under 2^-57.
inline constexpr float exact_expm1_floor = -40.0f;

// n + exponent_shifter for x times inverse = 1 / ln 2, or for x in another unit; and from that n and 2^n, which for
// n = 128 is infinite.
template <class V>
SIMDACT_INLINE V expm1_shifted(const V& x, const V& inverse) {
  return native::fma(x, inverse, V(exponent_shifter));
}
template <class V>
SIMDACT_INLINE V expm1_integer(const V& shifted) {
  return shifted - V(exponent_shifter);
}
template <class V>
SIMDACT_INLINE V expm1_power(const V& shifted) {
  return native::from_bits<V>(native::shl<23>(native::to_bits(shifted)));
}

// n + exponent_shifter and r for x in [expm1_floor, 0]. One float serves as ln 2 there: n times its error, 2^-28.4 of
// ln 2, counts by 2^n in the result.
template <class V>
struct expm1_reduced {
  V shifted, r;
};
template <class V>
SIMDACT_INLINE expm1_reduced<V> expm1_reduce(const V& x) {
  const V shifted = expm1_shifted(x, V(coef::elu::log2e));
  return {shifted, native::fnma(expm1_integer(shifted), V(coef::elu::ln2), x)};
}

// q(r), and with it p.
template <class V>
SIMDACT_INLINE V expm1_polynomial(const V& r) {
  return polynomial(r, coef::elu::q);
}
template <class V>
SIMDACT_INLINE V expm1_remainder(const V& r) {
  return native::fma(r * r, expm1_polynomial(r), r);
}

}  // namespace core
SIMDACT_NAMESPACE_END
