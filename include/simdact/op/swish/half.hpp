// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_swish.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/half_exp.hpp"
#include "simdact/op/swish/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / (1 + e^-x) with one division.
template <>
struct kernel<op::swish, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::upward;

  // Below -98 the result is -0.
  template <class V>
  struct reduced {
    V x;
    core::exp_reduced<-1, V> e;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    return {x, core::half_exp_reduce<-1>(native::min(V(60.0f), native::max(V(-98.0f), x)))};
  }

  template <class V>
  struct quotient {
    V x, d;
  };
  template <class V>
  static SIMDACT_INLINE quotient<V> evaluate(const reduced<V>& s) {
    return {s.x, core::half_logistic_sum(s.e, coef::bf16_swish::p)};
  }

  // The multiplication, which is last, rounds subnormal results once. Above 60 the result is x; NaN passes.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const quotient<V>& s) {
    const V y = native::div(native::max(V(-98.0f), s.x), s.d) * V(core::half_logistic_scale);
    return native::select(native::lt(V(60.0f), s.x), s.x, y);
  }
};

template <>
struct kernel<op::swish, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::swish, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{-0x1.8p-24f, -0x1p-24f}};
};

SIMDACT_NAMESPACE_END
