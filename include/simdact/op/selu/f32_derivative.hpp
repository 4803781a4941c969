// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/selu_derivative.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// selu'(x) = lambda (x > 0 ? 1 : a e^x).
template <>
struct kernel<op::selu, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9288;
  static constexpr double tail = 87.3;

  // lambda a is in the table and in the polynomial. NaN passes the clamps; lambda a e^-110 is below half of the least
  // subnormal number.
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> eval(const V& x) {
    const V negative = native::min(V(0.0f), native::max(V(-110.0f), x));
    const auto below = core::exp_falling<scaled>(core::exp_reduce(negative));
    return core::otherwise(native::lt(V(0.0f), x), V(coef::selu_derivative::slope), below);
  }

 private:
  struct scaled {
    static constexpr const float (&table)[8] = coef::selu_derivative::table;
    static constexpr const float (&lowered)[8] = coef::selu_derivative::lowered_table;
    static constexpr const float (&p)[4] = coef::selu_derivative::p;
  };
};

SIMDACT_NAMESPACE_END
