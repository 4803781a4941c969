// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

// x/6 + 1/2, clamped. Results in the middle of two numbers come out exactly, as |x/6| is too small there for the error
// of 1/6 to count. At -3 the sum is just below 0. NaN passes the clamp, as its second operand.
struct half_hard_sigmoid {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V line = native::fma(V(one_sixth), x, V(0.5f));
    return native::min(V(1.0f), native::max(V(0.0f), line));
  }
};

}  // namespace core

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::bf16, accuracy::high> : core::half_hard_sigmoid {};

template <>
struct kernel<op::hard_sigmoid, direction::forward, arithmetic::f16, accuracy::high> : core::half_hard_sigmoid {};

SIMDACT_NAMESPACE_END
