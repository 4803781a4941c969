// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.6667;
  static constexpr bool meets_subnormals = true;

  // 1/6 in two parts: core/rational.hpp.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::hard_sigmoid(x, V(0x1.555554p-3f /* 0.16666666 */), V(0x1.555556p-27f /* 9.93e-9 */));
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    return core::hard_sigmoid(x, p);
  }
};

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr bool meets_subnormals = true;

  // (u + 3) / 6 for x clamped to u in [-3, 3], where 1/6 = c + c' and u + 3 is s + rest exactly. q = c s is off by at
  // most an ulp, so that s - 6 q is exact by FMA, and the result is q + (s - 6 q + rest) / 6. The second term is no
  // more than about an ulp of q. Rounding it cannot take the sum over the middle of two floats: where the sum is that
  // middle, the term is half an ulp, which is exact, and rounding is monotone.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V c(core::one_sixth), c_rest(-0x1.555556p-28f /* -4.97e-9 */);
    const V u = core::cut_below(V(0x1p-60f), native::min(V(3.0f), native::max(V(-3.0f), x)));
    const V s = u + V(3.0f);
    const V q = s * c;
    const V remainder = native::fnma(q, V(6.0f), s) + (u - (s - V(3.0f)));
    return q + native::fma(remainder, c, remainder * c_rest);
  }

  // The high kernel is correctly rounded here: any alpha is a float, unlike 1/6.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    return kernel<op::hard_sigmoid, direction::forward, arithmetic::f32, accuracy::high>::eval(x, p);
  }
};

SIMDACT_NAMESPACE_END
