// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// x <= -3 ? 0 : x < 3 ? x/3 + 1/2 : 1
template <>
struct kernel<op::hard_swish, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;

  // x/3 + 1/2 = (s + rest) / 3 with s = x + 3/2 rounded, which is exact near the root -3/2, and 1/3 in two parts: off
  // by its rounding and less than 2^-46 of itself. Three times a float lies no nearer to the middle of two floats than
  // a sixth of their distance, so that rounding is the exact value's.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V third(0x1.555556p-2f /* 0.33333334 */), low(-0x1.555556p-27f /* -9.9341077e-9 */);
    const V s = x + V(1.5f);
    const V rest = x - (s - V(1.5f));
    const V y = native::fma(third, s, native::fma(third, rest, low * s));
    return native::select(native::le(x, V(-3.0f)), V(0.0f), native::select(native::le(V(3.0f), x), V(1.0f), y));
  }
};

SIMDACT_NAMESPACE_END
