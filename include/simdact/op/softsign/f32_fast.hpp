// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// |x| / (1 + |x|), rounded twice.
template <>
struct kernel<op::softsign, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 1.5;
  static constexpr bool meets_subnormals = true;

  // From 2^26 on the result is 1, and an infinite x would give NaN. NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto same = [](const V& u) SIMDACT_INLINE_LAMBDA { return u; };
    const auto quotient = [](const V& u) SIMDACT_INLINE_LAMBDA { return native::div(u, V(1.0f) + u); };
    return native::with_sign(core::beside_line(native::min(V(0x1p26f), native::abs(x)), same, quotient), x);
  }
};

SIMDACT_NAMESPACE_END
