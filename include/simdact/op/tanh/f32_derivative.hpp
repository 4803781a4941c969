// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh'(x) = 1 - tanh^2 x = 4 s(2 x) s(-2 x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::tanh, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9388;
  static constexpr double tail = 44.3;

  // 4 e^-106.5 is below half of the least subnormal number; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::logistic_reduce<core::logistic_rate_2>(native::min(V(53.25f), native::abs(x)));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::exp_reduced<1, V>& e) {
    return core::logistic_evaluate<core::logistic_rate_2>(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> finish(const core::logistic_sum<V>& f) {
    return core::logistic_finish<4>(f);
  }
};

SIMDACT_NAMESPACE_END
