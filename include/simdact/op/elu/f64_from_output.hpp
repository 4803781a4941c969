// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/algebraic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// y > 0 ? 1 : y + alpha.
template <>
struct kernel<op::elu, direction::from_output, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool subnormals_aside = false;

  // alpha is 1.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return core::elu_slope_of(x);
  }

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    return native::select(native::lt(V(0.0), x), V(1.0), x + p.alpha);
  }
};

SIMDACT_NAMESPACE_END
