// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// With u = |x|, q = 1 / (1 + u) as two roundings leave it, and the remainder r = 1 - q (1 + u),
//   x / (1 + u) = x q / (1 - r) = x q + (x q) r, but for r^2.
template <>
struct kernel<op::softsign, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.6250;

  // The remainder is taken from 1 and u themselves, whose sum would have to be rounded, the larger first: q times that
  // is within [1/2, 1], and 1 less that is rounded by 2^-26 at most. From 2^26 on the result is 1; NaN passes the
  // clamp.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V one(1.0f);
    const V inside = native::min(V(0x1p26f), native::max(V(-0x1p26f), x));
    const V u = native::abs(inside);
    const V large = native::max(one, u);
    const V small = native::min(one, u);
    const V q = native::div(one, one + u);
    const V r = native::fnma(q, small, native::fnma(q, large, one));
    return native::fma(inside, q, (inside * q) * r);
  }
};

SIMDACT_NAMESPACE_END
