// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/sigmoid.hpp"
#include "simdact/op/softplus.hpp"

SIMDACT_NAMESPACE_BEGIN

// softplus'(x) = s(alpha x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::softplus, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 1;

  template <class V>
  static SIMDACT_INLINE auto reduce(const V& x) {
    return core::sigmoid_reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::exp_reduced<-1, V>& e) {
    return core::sigmoid_evaluate(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::sigmoid_sum<V>& s) {
    return core::sigmoid_finish(s);
  }

  // alpha x in two parts. Where it may be infinite the second would be NaN, and no longer matters.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V y = p.alpha * x;
    const V low = native::select_or_zero(native::lt(native::abs(y), V(128.0f)), native::fms(p.alpha, x, y));
    return core::sigmoid_finish(core::sigmoid_evaluate(core::sigmoid_reduce(y, low)));
  }
};

SIMDACT_NAMESPACE_END
