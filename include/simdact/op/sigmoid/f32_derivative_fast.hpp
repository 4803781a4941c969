// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/sigmoid.hpp"
#include "simdact/op/sigmoid.hpp"
#include "simdact/op/sigmoid/f32_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high, without low parts.
template <>
struct kernel<op::sigmoid, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 4;

  using high = kernel<op::sigmoid, direction::backward, arithmetic::f32, accuracy::high>;

  template <class V>
  static SIMDACT_INLINE auto reduce(const V& x) {
    return high::reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE V evaluate(const core::exp_reduced<1, V>& e) {
    return core::bell_denominator<core::bell_rate_1>(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const V& d) {
    return core::bell_fast<1>(d);
  }
};

SIMDACT_NAMESPACE_END
