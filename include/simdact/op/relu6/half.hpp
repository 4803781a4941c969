// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/core/half.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

template <arithmetic a>
struct relu6_on_bits {
  static constexpr double bound = 0;

  // relu, and no more than 6. With what lies between infinity and the largest integer added to the bits, those
  // of NaN without the sign bit wrap around below all positive numbers.
  template <class V>
  static SIMDACT_INLINE native::halves_t<V> map(const native::halves_t<V>& x) {
    using H = native::halves_t<V>;
    constexpr std::uint16_t six = core::half_bits<a>(6.0f), rest = 0x7fffu - core::half_bits<a>(INFINITY);
    const H relu = native::select_or_zero(native::gt_signed(x, H(core::half_bits<a>(-INFINITY))), x);
    return native::min_signed(relu + H(rest), H(six + rest)) + H(0x10000u - rest);
  }
};

}  // namespace core

template <>
struct kernel<op::relu6, direction::forward, arithmetic::bf16, accuracy::high> : core::relu6_on_bits<arithmetic::bf16> {
};

template <>
struct kernel<op::relu6, direction::forward, arithmetic::f16, accuracy::high> : core::relu6_on_bits<arithmetic::f16> {};

SIMDACT_NAMESPACE_END
