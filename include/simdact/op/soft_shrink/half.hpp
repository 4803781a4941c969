// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/bf16.hpp"
#include "simdact/core/half.hpp"
#include "simdact/op/soft_shrink/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(|x| - 1/2, 0) with the sign of x. A NaN without its sign bit is above all numbers.
template <>
struct kernel<op::soft_shrink, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE native::halves_t<V> map(const native::halves_t<V>& x) {
    using H = native::halves_t<V>;
    const H y = core::in_floats<rounding::even, V>(x & H(0x7fffu),
                                                   [](const V& u) SIMDACT_INLINE_LAMBDA { return u - V(0.5f); });
    return native::max_signed(y, H(0u)) | (x & H(0x8000u));
  }
};

template <>
struct kernel<op::soft_shrink, direction::forward, arithmetic::f16, accuracy::high>
    : core::rounded<op::soft_shrink, accuracy::high> {};

SIMDACT_NAMESPACE_END
