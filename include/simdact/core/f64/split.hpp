// SPDX-License-Identifier: MIT
// For parameters of any size: x = mantissa 2^exponent with |mantissa| in [1, 2), subnormal numbers included, and the
// quotient by a parameter in two parts.
//
//   split(x)               mantissa and exponent; a zero counts as 2^-1087 of its sign, and infinity as 2^1024
//   divisor(alpha)         what divided(x, divisor) needs of alpha > 0
//   divided(x, divisor)    x / alpha in two parts, given x 2^-exponent of alpha
#pragma once

#include "simdact/core/f64/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

template <class V>
struct split_parts {
  V mantissa, exponent;
};

template <class V>
SIMDACT_INLINE split_parts<V> split(const V& x) {
  using I = native::bits_t<V>;
  const auto subnormal = native::lt(native::abs(x), V(0x1p-1022));
  const V normal = native::select(subnormal, native::with_sign(native::abs(x) * V(0x1p64), x), x);
  const I biased = native::shr<52>(native::to_bits(native::abs(normal)));
  const V integer = native::from_bits<V>(biased | native::to_bits(V(0x1p52)));
  const V lift = native::select(subnormal, V(0x1p52 + 1023 + 64), V(0x1p52 + 1023));
  const I fraction = native::to_bits(normal) & I(0x800fffffffffffffu);
  return {native::from_bits<V>(fraction | native::to_bits(V(1.0))), integer - lift};
}

template <class V>
struct divisor_parts {
  V mantissa, exponent;
  two_part<V> inverse;  // of the mantissa
};

template <class V>
SIMDACT_INLINE divisor_parts<V> divisor(const V& alpha) {
  const split_parts<V> a = split(alpha);
  const V inverse = native::div(V(1.0), a.mantissa);
  return {a.mantissa, a.exponent, {inverse, native::fnma(inverse, a.mantissa, V(1.0)) * inverse}};
}

template <class V>
SIMDACT_INLINE two_part<V> divided(const V& x, const divisor_parts<V>& alpha) {
  const V high = x * alpha.inverse.high;
  return {high, native::fma(x, alpha.inverse.low, native::fms(x, alpha.inverse.high, high))};
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
