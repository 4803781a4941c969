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
    return core::bell_fast<1>(core::bell_reduce(native::min(V(105.0f), native::abs(x))));
  }
};

SIMDACT_NAMESPACE_END
