// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// |x| times 1 / d, d = 1 + |x|, without a division. A float's bits are, but for a constant and the mantissa's curve,
// its logarithm: the integer c - bits(d) is a float y near 1 / d. With e = 1 - d y, |e| < 0.0506 in every binade, and g
// = e^2
//   1 / d = y / (1 - e) = y (1 + e) / (1 - g),     1 / (1 - g) = 1 + g + g^2 but for g^3 < 2^-25.8.
template <>
struct kernel<op::softsign, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.234;

  // From 2^26 on the result is 1, which rounding may take the product above.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    constexpr std::uint32_t c = 0x7ef311c7u;
    const V u = native::min(V(0x1p26f), native::abs(x));
    const V d = V(1.0f) + u;
    const V y = native::from_bits<V>(native::bits_t<V>(c) - native::to_bits(d));
    const V e = native::fnma(d, y, V(1.0f));
    const V near = native::fma(y, e, y);
    const V g = e * e;
    return native::with_sign(native::min(V(1.0f), u * native::fma(near, native::fma(g, g, g), near)), x);
  }
};

SIMDACT_NAMESPACE_END
