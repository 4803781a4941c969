// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// softsign'(x) = 1 / (1 + |x|)^2.
template <>
struct kernel<op::softsign, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.75;

  // 1 + u = d + d', u = |x|, exactly; q near 2^32 / d, and the remainder e = 2^32 - q (d + d'). The result is
  // 2^-64 (q + 2^-32 q e)^2 but for e^2, the square of q in two parts. From 2^76 on the result is 0; NaN passes the
  // clamp. The last multiplication rounds where the result is subnormal.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V scale(0x1p32f);
    const V u = native::min(V(0x1p76f), native::abs(x));
    const V large = native::max(V(1.0f), u), small = native::min(V(1.0f), u);
    const V d = large + small;
    const V q = native::div(scale, d);
    const V e = native::fnma(q, small - (d - large), native::fnma(q, d, scale));
    const V square = q * q;
    const V low = native::fma(e, square * V(0x1p-31f), native::fms(q, q, square));
    return (square + low) * V(0x1p-64f);
  }
};

SIMDACT_NAMESPACE_END
