// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::exp, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.8675;
  static constexpr double tail = 708.2;

  template <class V>
  static SIMDACT_INLINE f64_lowerable<V> eval(const V& x) {
    return core::f64::exp(x);
  }
};

SIMDACT_NAMESPACE_END
