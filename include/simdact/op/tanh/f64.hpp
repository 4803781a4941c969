// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/tanh.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// From 20 on the result is 1. NaN passes the minimum.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.6;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    return native::with_sign(f64::rounded(f64::tanh(native::min(V(20.0), native::abs(x)))), x);
  }
};

SIMDACT_NAMESPACE_END
