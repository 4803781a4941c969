// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// log1p'(x) = 1 / (1 + x).
template <>
struct kernel<op::log1p, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.7498;

  // The quotient q, and q e with the remainder e = 1 - q (1 + x): the larger of 1 and x is subtracted first, which
  // leaves it within 2^-26. Where q is infinite or x is, e would be NaN: min gives way to its second operand.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V one(1.0f);
    const V q = native::div(one, one + x);
    const V e = native::fnma(q, native::min(one, x), native::fnma(q, native::max(one, x), one));
    const V y = native::fma(q, native::min(e, V(0x1p-20f)), q);
    return native::select(native::lt(x, V(-1.0f)), V(NAN), y);
  }
};

SIMDACT_NAMESPACE_END
