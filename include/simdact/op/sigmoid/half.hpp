// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_sigmoid.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/half_exp.hpp"
#include "simdact/op/sigmoid/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

// K / (K + K e^-x) with one division.
template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::inward;

  // Below -94 the result is 0, above 60 it is 1; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE core::exp_reduced<-1, V> reduce(V x) {
    return core::half_exp_reduce<-1>(native::min(V(60.0f), native::max(V(-98.0f), x)));
  }
  template <class V>
  static SIMDACT_INLINE V evaluate(const core::exp_reduced<-1, V>& e) {
    return core::half_logistic_sum(e, coef::bf16_sigmoid::p);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const V& d) {
    return native::div(V(core::half_logistic_scale), d);
  }
};

template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::sigmoid, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1.006p-1f, 0x1.004p-1f},
                                         {0x1.00ep-1f, 0x1.00cp-1f},
                                         {0x1.ff2p-2f, 0x1.ff4p-2f},
                                         {0x1.fe2p-2f, 0x1.fe4p-2f},
                                         {0x1.d62002p-2f, 0x1.d6p-2f}};
};

SIMDACT_NAMESPACE_END
