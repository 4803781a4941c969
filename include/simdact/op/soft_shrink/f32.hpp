// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::soft_shrink, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;

  // x less the nearest point of [-alpha, alpha], rounded once. The difference has the sign of x, but is +0 inside the
  // interval, where it takes that sign. NaN passes the clamp as its second operand.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V inside = native::min(p.alpha, native::max(native::negate(p.alpha), x));
    return native::with_sign(x - inside, x);
  }
};

SIMDACT_NAMESPACE_END
