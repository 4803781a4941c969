// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.6667;

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
