// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_softsign.hpp"
#include "simdact/core/half.hpp"
#include "simdact/op/softsign/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// |x| times 1 / d, d = 1 + |x|, without a division. A float's bits are, but for a constant and the mantissa's curve,
// its logarithm: the integer seed - bits(d) is a float y near 1 / d. With e = 1 - d y, |e| < 0.0506 in every binade,
//   1 / d = y / (1 - e) = y (1 + e) (1 + e^2) but for e^4, below 2^-17.
// From 2^26 on the result rounds to 1.
template <>
struct kernel<op::softsign, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::away;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::min(V(0x1p26f), native::abs(x));
    const V d = V(1.0f) + u;
    const V y = native::from_bits<V>(native::bits_t<V>(coef::bf16_softsign::seed) - native::to_bits(d));
    const V e = native::fnma(d, y, V(1.0f));
    const V near = native::fma(y, e, y);
    return native::with_sign(u * native::fma(near, e * e, near), x);
  }
};

template <>
struct kernel<op::softsign, direction::forward, arithmetic::f16, accuracy::high>
    : core::rounded<op::softsign, accuracy::high> {};

SIMDACT_NAMESPACE_END
