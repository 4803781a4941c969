// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

// x <= -3 ? 0 : x < 3 ? x/3 + 1/2 : 1, with 1/3 in two parts: core/rational.hpp.
template <>
struct kernel<op::hard_swish, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5001;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V third(0x1.555556p-2f /* 0.33333334 */), low(-0x1.555556p-27f /* -9.9341077e-9 */);
    return core::hard_swish_derivative(x, third, low);
  }
};

template <>
struct kernel<op::hard_swish, direction::backward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // h is x/3 + 1/2 rounded to a multiple of 2^-23, and r = x + 3 (1/2 - h) is exact. Where h + r/3 lies midway between
  // two floats so does r/3 between two multiples of a power of two, and the quotient is exact; elsewhere the quotient's
  // rounding does not reach the middle. Near the root, where it would, h is 0 and r = x + 3/2, which is exact there.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V rough = native::fma(V(0x1.555556p-2f /* 0.33333334 */), x, V(1.5f));
    const V sum = native::select(native::lt(native::abs(x + V(1.5f)), V(0x1p-8f)), V(1.0f), rough);
    const V r = native::fma(V(3.0f), V(1.5f) - sum, x);
    return core::hard_swish_bounded(x, (sum - V(1.0f)) + native::div(r, V(3.0f)));
  }
};

SIMDACT_NAMESPACE_END
