// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::threshold, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0;

  // beta where x <= alpha, which does not hold for NaN: x itself.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    return native::select(native::le(x, p.alpha), p.beta, x);
  }
};

SIMDACT_NAMESPACE_END
