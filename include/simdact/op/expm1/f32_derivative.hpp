// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/op/expm1.hpp"

SIMDACT_NAMESPACE_BEGIN

// expm1'(x) = e^x.
template <>
struct kernel<op::expm1, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 1;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::exp_rounded<3>(x);
  }
};

SIMDACT_NAMESPACE_END
