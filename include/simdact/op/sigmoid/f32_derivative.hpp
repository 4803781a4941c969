// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/sigmoid.hpp"
#include "simdact/op/sigmoid.hpp"

SIMDACT_NAMESPACE_BEGIN

// sigmoid'(x) = s(x) s(-x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::sigmoid, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 1;

  // e^-105 is below half of the least subnormal number; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE auto reduce(const V& x) {
    return core::bell_reduce<core::bell_rate_1>(native::min(V(105.0f), native::abs(x)));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::exp_reduced<1, V>& e) {
    return core::bell_evaluate<core::bell_rate_1>(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::bell_sum<V>& f) {
    return core::bell_finish<1>(f);
  }
};

SIMDACT_NAMESPACE_END
