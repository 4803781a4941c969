// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_log1p.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/op/log1p/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// k ln 2 + ln(1 + z) as in op/log1p/f32.hpp, with a polynomial for ln(1 + z) whose coefficients are such that every
// result is correctly rounded. A vector with a rare case is left to f32's kernel.
template <>
struct kernel<op::log1p, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::away;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    using f32 = kernel<op::log1p, direction::forward, arithmetic::f32, accuracy::high>;
    const V sum = x + V(1.0f);
    if (__builtin_expect(f32::any_rare(sum), 0)) return f32::eval(x);
    const auto y = f32::without_power(x, sum);
    const V log = y.z * core::polynomial<1>(y.z, coef::bf16_log1p::p);
    return native::fnma(y.minus_k, V(f32::ln2), log);
  }
};

template <>
struct kernel<op::log1p, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::log1p, accuracy::high, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1.7fap-8f, 0x1.7fcp-8f}, {-0x1.806p-8f, -0x1.804p-8f}};
};

SIMDACT_NAMESPACE_END
