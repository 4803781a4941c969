// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/leaky_relu/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// The product with 0.01f, which is below 0.01, falls into the middle of two numbers when it is rounded to float, but
// exactly it never lies there.
template <>
struct kernel<op::leaky_relu, direction::forward, arithmetic::bf16, accuracy::high>
    : core::rounded<op::leaky_relu, accuracy::high> {
  static constexpr auto rounds = rounding::inward;
};

// There, in f16, it lies below that middle in magnitude, as its product with a slope four ulp smaller does.
template <>
struct kernel<op::leaky_relu, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return native::max(V(0x1.47ae0cp-7f) * x, x);
  }
};

SIMDACT_NAMESPACE_END
