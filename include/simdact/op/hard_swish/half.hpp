// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/core/rational.hpp"

SIMDACT_NAMESPACE_BEGIN

// x times x/6 + 1/2, clamped. Results in the middle of two numbers come out exactly, as |x/6| is too small there for
// the error of 1/6 to count. NaN passes max and min; at -infinity -3 takes the place of x.
template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::upward;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V right = native::max(V(-3.0f), x);
    const V line = native::fma(V(core::one_sixth), right, V(0.5f));
    return right * native::min(V(1.0f), native::max(V(0.0f), line));
  }
};

// (x^2 + 3 x) / 6 with one x of the square clamped to [-3, 3]. What lies in the middle of two numbers has a sum that is
// a float, and the error of 1/6 is rounded away. Only at the least number the sum lacks the square, and the result is
// that middle. Sum and factor are negated, so that -0 is the result at -0 and from -3 down.
template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V right = native::max(V(-3.0f), x);
    const V sum = native::fnma(right, native::min(V(3.0f), right), V(-3.0f) * right);
    const V y = sum * V(-core::one_sixth);
    return native::select(native::eq(y, V(0x1p-25f)), V(0x1p-24f), y);
  }
};

SIMDACT_NAMESPACE_END
