// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/core/half.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

template <arithmetic a>
struct relu_on_bits {
  static constexpr double bound = 0;

  // As signed integers only the bits of the numbers below +0 are at most those of -infinity; a NaN's with the sign bit
  // are above them.
  template <class V>
  static SIMDACT_INLINE native::halves_t<V> map(const native::halves_t<V>& x) {
    using H = native::halves_t<V>;
    return native::select_or_zero(native::gt_signed(x, H(core::half_bits<a>(-INFINITY))), x);
  }
};

}  // namespace core

template <>
struct kernel<op::relu, direction::forward, arithmetic::bf16, accuracy::high> : core::relu_on_bits<arithmetic::bf16> {};

template <>
struct kernel<op::relu, direction::forward, arithmetic::f16, accuracy::high> : core::relu_on_bits<arithmetic::f16> {};

SIMDACT_NAMESPACE_END
