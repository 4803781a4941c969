// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_swish.hpp"
#include "simdact/coef/f16_swish.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/half_exp.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

// x / (1 + e^-x) with one division.
template <arithmetic type>
struct half_swish {
  static constexpr double bound = 0.5;

  // Below -98 the result is -0. x is that at least.
  template <class V>
  struct reduced {
    V x;
    exp_reduced<-1, V> e;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    const V held = native::max(V(-98.0f), x);
    return {held, exp_reduce_one_part<-1>(native::min(V(60.0f), held))};
  }

  template <class V>
  struct quotient {
    V x, d;
  };
  template <class V>
  static SIMDACT_INLINE quotient<V> evaluate(const reduced<V>& s) {
    constexpr const float(&p)[4] = type == arithmetic::f16 ? coef::f16_swish::p : coef::bf16_swish::p;
    return {s.x, half_logistic_sum(s.e, p)};
  }

  // The multiplication, which is last, rounds subnormal results once. Above 60 the result is x. So it is by itself, but
  // where the quotient is infinite, as that of no f16 is. NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const quotient<V>& s) {
    const V y = native::div(s.x, s.d) * V(half_logistic_scale);
    if constexpr (type == arithmetic::f16) return y;
    return native::min(native::abs(s.x), y);
  }
};

}  // namespace core

template <>
struct kernel<op::swish, direction::forward, arithmetic::bf16, accuracy::high> : core::half_swish<arithmetic::bf16> {
  static constexpr auto rounds = rounding::upward;
};

template <>
struct kernel<op::swish, direction::forward, arithmetic::f16, accuracy::high> : core::half_swish<arithmetic::f16> {};

SIMDACT_NAMESPACE_END
