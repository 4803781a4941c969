// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/core/half.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

template <arithmetic a>
struct hard_shrink_on_bits {
  static constexpr double bound = 0;

  // A zero of the sign of x where its magnitude is at most 1/2; NaN's bits are above.
  template <class V>
  static SIMDACT_INLINE native::halves_t<V> map(const native::halves_t<V>& x) {
    using H = native::halves_t<V>;
    const auto remains = native::gt_signed(x & H(0x7fffu), H(core::half_bits<a>(0.5f)));
    return native::select_or_zero(remains, x) | (x & H(0x8000u));
  }
};

}  // namespace core

template <>
struct kernel<op::hard_shrink, direction::forward, arithmetic::bf16, accuracy::high>
    : core::hard_shrink_on_bits<arithmetic::bf16> {};

template <>
struct kernel<op::hard_shrink, direction::forward, arithmetic::f16, accuracy::high>
    : core::hard_shrink_on_bits<arithmetic::f16> {};

SIMDACT_NAMESPACE_END
