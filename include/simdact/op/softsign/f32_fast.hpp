// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// |x| / (1 + |x|), rounded twice.
template <>
struct kernel<op::softsign, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 1.5;

  // From 2^26 on the result is 1, and an infinite x would give NaN. NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::min(V(0x1p26f), native::abs(x));
    return native::with_sign(native::div(u, V(1.0f) + u), x);
  }
};

SIMDACT_NAMESPACE_END
