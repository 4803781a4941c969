// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// sigmoid'(x) = s(x) s(-x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::sigmoid, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9151;
  static constexpr double tail = 87.3;

  // e^-105 is below half of the least subnormal number; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::logistic_reduce<core::logistic_rate_1>(native::min(V(105.0f), native::abs(x)));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::exp_reduced<1, V>& e) {
    return core::logistic_evaluate<core::logistic_rate_1>(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> finish(const core::logistic_sum<V>& f) {
    return core::logistic_finish<1>(f);
  }
};

SIMDACT_NAMESPACE_END
