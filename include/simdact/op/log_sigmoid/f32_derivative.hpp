// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/sigmoid.hpp"
#include "simdact/op/log_sigmoid.hpp"

SIMDACT_NAMESPACE_BEGIN

// log_sigmoid'(x) = s(-x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::log_sigmoid, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 1;

  template <class V>
  static SIMDACT_INLINE auto reduce(const V& x) {
    return core::sigmoid_reduce<-1>(x);
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::exp_reduced<1, V>& e) {
    return core::sigmoid_evaluate(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::sigmoid_sum<V>& s) {
    return core::sigmoid_finish(s);
  }
};

SIMDACT_NAMESPACE_END
