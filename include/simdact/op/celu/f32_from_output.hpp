// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/algebraic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// y > 0 ? 1 : y / alpha + 1.
template <>
struct kernel<op::celu, direction::from_output, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool subnormals_aside = false;

  // alpha is 1.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::elu_slope_of(x);
  }

  // In double, which neither cancellation nor an extreme alpha harms.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const auto f = [](const auto& y, const auto& alpha) SIMDACT_INLINE_LAMBDA { return native::div(y + alpha, alpha); };
    return native::select(native::lt(V(0.0f), x), V(1.0f), core::in_double(f, x, p.alpha));
  }
};

SIMDACT_NAMESPACE_END
