// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/core/half.hpp"

SIMDACT_NAMESPACE_BEGIN

namespace core {

template <arithmetic a>
struct hard_tanh_on_bits {
  static constexpr double bound = 0;

  // No more than 1 in magnitude. With what lies between infinity and the largest integer added to the bits, those of
  // NaN wrap around below all numbers.
  template <class V>
  static SIMDACT_INLINE native::halves_t<V> map(const native::halves_t<V>& x) {
    using H = native::halves_t<V>;
    constexpr std::uint16_t one = core::half_bits<a>(1.0f), rest = 0x7fffu - core::half_bits<a>(INFINITY);
    const H held = native::min_signed((x & H(0x7fffu)) + H(rest), H(one + rest)) + H(0x10000u - rest);
    return held | (x & H(0x8000u));
  }
};

}  // namespace core

template <>
struct kernel<op::hard_tanh, direction::forward, arithmetic::bf16, accuracy::high>
    : core::hard_tanh_on_bits<arithmetic::bf16> {};

template <>
struct kernel<op::hard_tanh, direction::forward, arithmetic::f16, accuracy::high>
    : core::hard_tanh_on_bits<arithmetic::f16> {};

SIMDACT_NAMESPACE_END
