// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_sigmoid.hpp"
#include "simdact/coef/f16_sigmoid.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/half_exp.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

// K / (K + K e^-x) with one division.
template <const float (&p)[4]>
struct half_sigmoid {
  static constexpr double bound = 0.5;

  // Below -94 the result is 0, above 60 it is 1; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE exp_reduced<-1, V> reduce(V x) {
    return exp_reduce_one_part<-1>(native::min(V(60.0f), native::max(V(-98.0f), x)));
  }
  template <class V>
  static SIMDACT_INLINE V evaluate(const exp_reduced<-1, V>& e) {
    return half_logistic_sum(e, p);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const V& d) {
    return native::div(V(half_logistic_scale), d);
  }
};

}  // namespace core

template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::bf16, accuracy::high>
    : core::half_sigmoid<coef::bf16_sigmoid::p> {
  static constexpr auto rounds = rounding::inward;
};

template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f16, accuracy::high>
    : core::half_sigmoid<coef::f16_sigmoid::p> {};

SIMDACT_NAMESPACE_END
