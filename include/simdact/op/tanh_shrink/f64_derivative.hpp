// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/tanh.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh_shrink'(x) = tanh^2 x. From 25 on the result is 1. NaN passes the minimum.
template <>
struct kernel<op::tanh_shrink, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5085;
  static constexpr bool scales = false;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const core::two_part<V> t = f64::tanh(native::min(V(25.0), native::abs(x)));
    return native::fma(t.high, t.high, (t.high + t.high) * t.low);
  }
};

SIMDACT_NAMESPACE_END
