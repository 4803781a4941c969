// SPDX-License-Identifier: MIT
// sigmoid'(x) = s(x) s(-x)
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/sigmoid.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::sigmoid, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 4;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::bell_fast<core::bell_rate_1, 1>(core::bell_reduce<core::bell_rate_1>(native::min(V(105.0f), native::abs(x))));
  }
};

SIMDACT_NAMESPACE_END
