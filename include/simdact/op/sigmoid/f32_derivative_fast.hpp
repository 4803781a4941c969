// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/sigmoid/f32_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high, without low parts.
template <>
struct kernel<op::sigmoid, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.238;

  using high = kernel<op::sigmoid, direction::backward, arithmetic::f32, accuracy::high>;

  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return high::reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE V evaluate(const core::exp_reduced<1, V>& e) {
    return core::logistic_denominator<core::logistic_rate_1>(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const V& d) {
    return core::logistic_fast<1>(d);
  }
};

SIMDACT_NAMESPACE_END
