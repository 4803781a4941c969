// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// 1 / (1 + |x|)^2 as the square of the rounded quotient 2^32 / (1 + |x|).
template <>
struct kernel<op::softsign, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.499;

  // From 2^76 on the result is 0; NaN passes the clamp. The last multiplication rounds where the result is subnormal.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V q = native::div(V(0x1p32f), native::min(V(0x1p76f), native::abs(x)) + V(1.0f));
    return q * q * V(0x1p-64f);
  }
};

SIMDACT_NAMESPACE_END
