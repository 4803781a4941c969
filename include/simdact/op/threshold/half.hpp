// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/core/half.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

template <arithmetic a>
struct threshold_on_bits {
  static constexpr double bound = 0;

  // As signed integers the bits of NaN and of the numbers above 1 are above those of 1, and a NaN's with the sign bit
  // once that is cleared.
  template <class V>
  static SIMDACT_INLINE native::halves_t<V> map(const native::halves_t<V>& x) {
    using H = native::halves_t<V>;
    const auto above = native::gt_signed(x, H(core::half_bits<a>(1.0f)));
    const auto nan = native::gt_signed(x & H(0x7fffu), H(core::half_bits<a>(INFINITY)));
    return native::select_or_zero(native::mask_or(above, nan), x);
  }
};

}  // namespace core

template <>
struct kernel<op::threshold, direction::forward, arithmetic::bf16, accuracy::high>
    : core::threshold_on_bits<arithmetic::bf16> {};

template <>
struct kernel<op::threshold, direction::forward, arithmetic::f16, accuracy::high>
    : core::threshold_on_bits<arithmetic::f16> {};

SIMDACT_NAMESPACE_END
