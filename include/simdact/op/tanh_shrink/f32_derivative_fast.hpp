// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/op/tanh/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh^2 x from tanh of high accuracy, whose relative error counts twice, and a rounding.
template <>
struct kernel<op::tanh_shrink, direction::backward, arithmetic::f32, accuracy::fast>
    : kernel<op::tanh, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 2.63;
  static constexpr bool scales = false;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const fraction<V>& f) {
    const V y = core::tanh_sum(f.value, f.z, native::div(f.numerator, f.denominator));
    return y * y;
  }
};

SIMDACT_NAMESPACE_END
