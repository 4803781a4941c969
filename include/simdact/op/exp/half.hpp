// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_exp.hpp"
#include "simdact/coef/f16_exp.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/half.hpp"

SIMDACT_NAMESPACE_BEGIN

// 2^k T[j] (1 + p(r)): core/exp.hpp, with ln 2 in one part and a polynomial p that leaves none of the 65,536 results
// wrong.
template <>
struct kernel<op::exp, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::away;

  // Where no instruction scales, a vector in which every |x| <= 87 has normal results. NaN passes the comparison, and
  // the clamp. e^90 is infinite and e^-110 rounds to 0.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    if constexpr (!native::has_scale_floor<V>) {
      if (__builtin_expect(!native::any(native::lt(V(87.0f), native::abs(x))), 1)) {
        const core::exp_reduced<1, V> e = core::exp_reduce_one_part(x);
        const V a = core::exp_power(e, coef::exp::lowered_table);
        return native::fma(a, core::polynomial(e.r, coef::bf16_exp::p), a);
      }
    }
    const core::exp_reduced<1, V> e = core::exp_reduce_one_part(native::min(V(90.0f), native::max(V(-110.0f), x)));
    return core::exp_scaled(e, core::polynomial(e.r, coef::bf16_exp::p));
  }
};

template <>
struct kernel<op::exp, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;

  // All results within [e^-18, e^12] are normal floats; as f16 e^-18 rounds to 0, and e^12 is infinite. NaN passes the
  // clamp.
  template <class V>
  static SIMDACT_INLINE core::exp_reduced<1, V> reduce(const V& x) {
    return core::exp_reduce_one_part(native::min(V(12.0f), native::max(V(-18.0f), x)));
  }
  template <class V>
  static SIMDACT_INLINE core::exp_parts<V> evaluate(const core::exp_reduced<1, V>& e) {
    return {core::exp_power(e, coef::exp::lowered_table), core::polynomial(e.r, coef::f16_exp::p)};
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::exp_parts<V>& s) {
    return core::exp_sum(s);
  }
};

SIMDACT_NAMESPACE_END
