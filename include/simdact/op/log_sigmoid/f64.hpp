// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/softplus/f64.hpp"

SIMDACT_NAMESPACE_BEGIN

// -softplus(-x).
template <>
struct kernel<op::log_sigmoid, direction::forward, arithmetic::f64, accuracy::high> {
  using softplus = kernel<op::softplus, direction::forward, arithmetic::f64, accuracy::high>;
  static constexpr double bound = 0.7667;
  static constexpr double tail = 708.2;

  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return softplus::reduce(native::negate(x));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    return softplus::evaluate(s);
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const softplus::exponential<V>& s) {
    return native::negate(softplus::finish(s));
  }
};

SIMDACT_NAMESPACE_END
