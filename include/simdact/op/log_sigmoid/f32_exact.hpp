// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/softplus/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// -softplus(-x), and rounding is even.
template <>
struct kernel<op::log_sigmoid, direction::forward, arithmetic::f32, accuracy::exact> {
  using softplus = kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::exact>;
  static constexpr double bound = softplus::bound;
  static constexpr double tail = 28.8;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return native::negate(softplus::eval(native::negate(x)));
  }
};

SIMDACT_NAMESPACE_END
