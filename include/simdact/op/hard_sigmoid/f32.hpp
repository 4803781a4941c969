// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.6667;

  // (x + 3) / 6 as c x + 1/2 and c' x added to it, where 1/6 = c + c' and c is the float below 1/6: near x = -3, where
  // c x + 1/2 cancels, c' x is as large as the result. Both sums are rounded, to 2/3 ulp together at most: x + 3 is a
  // multiple of 2^-22 there, hence the result one of a third of an ulp.
  //   x = -3      the sum is -2^-50, and the clamp makes it 0
  //   x = +-inf   c x and c' x are infinities of one sign, since c' > 0, and leave no NaN
  //   x = NaN     passes the clamp, as its second operand
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V c(0x1.555554p-3f /* 0.16666666 */), rest(0x1.555556p-27f /* 1/6 - c = 9.93e-9 */);
    const V line = native::fma(rest, x, native::fma(c, x, V(0.5f)));
    return native::min(V(1.0f), native::max(V(0.0f), line));
  }

  // One FMA rounds alpha x + beta once. NaN passes the clamp, and so may -0, which adding +0 makes +0.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V line = native::fma(p.alpha, x, p.beta);
    return native::min(V(1.0f), native::max(V(0.0f), line)) + V(0.0f);
  }
};

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // (x + 3) / 6 in double, rounded once to float.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return (d + D(3.0)) * D(1.0 / 6);
    };
    return native::min(V(1.0f), native::max(V(0.0f), core::in_double(f, x)));
  }

  // The high kernel is correctly rounded here: any alpha is a float, unlike 1/6.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    return kernel<op::hard_sigmoid, direction::forward, arithmetic::f32, accuracy::high>::eval(x, p);
  }
};

SIMDACT_NAMESPACE_END
