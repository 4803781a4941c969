// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/sigmoid.hpp"
#include "simdact/op/tanh.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh'(x) = 1 - tanh^2 x = 4 s(2 x) s(-2 x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::tanh, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 1;

  // 4 e^-106.5 is below half of the least subnormal number; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE auto reduce(const V& x) {
    return core::bell_reduce<core::bell_rate_2>(native::min(V(53.25f), native::abs(x)));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::exp_reduced<1, V>& e) {
    return core::bell_evaluate<core::bell_rate_2>(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::bell_sum<V>& f) {
    return core::bell_finish<4>(f);
  }
};

SIMDACT_NAMESPACE_END
