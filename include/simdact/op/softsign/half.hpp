// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

// The quotient alone. From 2^26 on it is 1, and NaN passes the minimum.
struct half_softsign {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::away;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::min(V(0x1p26f), native::abs(x));
    return native::div(native::with_sign(u, x), V(1.0f) + u);
  }
};

}  // namespace core

template <>
struct kernel<op::softsign, direction::forward, arithmetic::bf16, accuracy::high> : core::half_softsign {};

template <>
struct kernel<op::softsign, direction::forward, arithmetic::f16, accuracy::high> : core::half_softsign {};

SIMDACT_NAMESPACE_END
