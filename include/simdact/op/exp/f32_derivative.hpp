// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/op/exp.hpp"

SIMDACT_NAMESPACE_BEGIN

// exp'(x) = e^x.
template <>
struct kernel<op::exp, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 1;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::exp_rounded<3>(x);
  }
};

SIMDACT_NAMESPACE_END
