// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/bf16.hpp"
#include "simdact/core/half.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(|x| - 1/2, 0) with the sign of x. A NaN without its sign bit is above all numbers. Up to 128 the difference is a
// number of bf16, so that only a vector with a larger one is rounded.
template <>
struct kernel<op::soft_shrink, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE native::halves_t<V> map(const native::halves_t<V>& x) {
    using H = native::halves_t<V>;
    const H u = x & H(0x7fffu);
    const bool rounds = native::any(native::gt_signed(u, H(core::half_bits<arithmetic::bf16>(128.0f))));
    const H y = __builtin_expect(rounds, 0) ? less_half<rounding::even, V>(u) : less_half<rounding::none, V>(u);
    return native::max_signed(y, H(0u)) | (x & H(0x8000u));
  }

 private:
  template <rounding how, class V>
  static SIMDACT_INLINE native::halves_t<V> less_half(const native::halves_t<V>& u) {
    return core::in_floats<how, V>(u, [](const V& v) SIMDACT_INLINE_LAMBDA { return v - V(0.5f); });
  }
};

// The same of a float's bits: an integer maximum, since the conversions take the units of the other.
template <>
struct kernel<op::soft_shrink, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const native::bits_t<V> y = native::to_bits(native::abs(x) - V(0.5f));
    return native::with_sign(native::from_bits<V>(native::max_signed(y, native::bits_t<V>(0u))), x);
  }
};

SIMDACT_NAMESPACE_END
