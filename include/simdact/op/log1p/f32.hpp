// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "simdact/coef/log1p.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// 1 + x = 2^k (1 + z) with 3/4 <= 1 + z < 3/2, and
//   ln(1 + x) = k ln 2 + ln(1 + z),   ln(1 + z) = 2 atanh v = z - v (z - v^2 p(v^2)),   v = z / (z + 2).
// The sum 1 + x may be rounded, since it only chooses k. z = x s - (1 - s) with s = 2^-k is rounded once, and is x
// itself near 0; that 1 - s is rounded where s < 2^-24 does not count beside k ln 2.
template <>
struct kernel<op::log1p, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9615;

  // One comparison tells where log is not the result. For x > -1 the sum is at least 2^-24: the integer that its bits
  // and those of 1.5 * 2^-125 add up to exceeds the bits of 2^-24. Not so, as signed integers, in three cases:
  //   x = -1             the sum is 0, and the integer that of 1.5 * 2^-125
  //   x < -1             the integer is negative or, where the sum is infinite or NaN, wraps around to a small one
  //   x >= 1.5 * 2^126   infinity and NaN too: the integer passes 2^31, and so is negative. s would be subnormal
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V sum = x + V(1.0f);
    const parts<V> y = split(x, sum);
    const V log = native::fnma(y.minus_k, V(ln2), y.log);
    return __builtin_expect(any_rare(sum), 0) ? rare_log1p(x, log) : log;
  }

  template <class V>
  static SIMDACT_INLINE bool any_rare(const V& sum) {
    const auto wrapped = native::to_bits(sum) + native::to_bits(V(0x1.8p-125f));
    return native::any(native::gt_signed(native::to_bits(V(0x1p-24f)), wrapped));
  }

  // ln 2 for k as it stands in a float's exponent, 2^23 k.
  static constexpr float ln2 = coef::log1p::ln2 * 0x1p-23f;

  // z, and -2^23 k as a float: minus_k ln2 is subtracted, since a difference with +0 leaves x = -0 its sign.
  template <class V>
  struct reduction {
    V z, minus_k;
  };

  // -k is the exponent field of the integer difference between the bits of the largest float below 3/2 and of the sum.
  template <class V>
  static SIMDACT_INLINE reduction<V> without_power(const V& x, const V& sum) {
    const auto below = native::to_bits(V(0x1.7ffffep0f)) - native::to_bits(sum);
    const auto minus_k = below & native::to_bits(V(-INFINITY));
    const V s = native::from_bits<V>(minus_k + native::to_bits(V(1.0f)));
    return {native::fms(x, s, V(1.0f) - s), native::signed_to_float(minus_k)};
  }

 private:
  // ln(1 + z), and the same -2^23 k.
  template <class V>
  struct parts {
    V log, minus_k;
  };

  template <class V>
  static SIMDACT_INLINE parts<V> split(const V& x, const V& sum) {
    const auto [z, minus_k] = without_power(x, sum);
    const V v = native::div(z, z + V(2.0f));
    const V v2 = v * v;
    return {native::fnma(v, native::fnma(v2, core::polynomial(v2, coef::log1p::p), z), z), minus_k};
  }

  // The result, where it is not log:
  //   x < -1           NaN
  //   x = -1           -infinity
  //   x > 2^100        ln x, since 1 + x is x, as ln(2^-32 x) + 32 ln 2; the same bits as log below 1.5 * 2^126
  //   infinity, NaN    x
  template <class V>
  static SIMDACT_INLINE V rare_log1p(const V& x, V log) {
    log = native::select(native::lt(x, V(-1.0f)), V(NAN), log);
    log = native::select(native::eq(x, V(-1.0f)), V(-INFINITY), log);
    const auto large = native::lt(V(0x1p100f), x);
    if (!native::any(native::mask_or(large, native::is_nan(x)))) return log;
    const V scaled = x * V(0x1p-32f);
    const parts<V> y = split(scaled, scaled);
    const V large_log = native::fnma(y.minus_k - V(32.0f * 0x1p23f), V(ln2), y.log);
    log = native::select(large, large_log, log);
    return native::select(native::lt(x, V(INFINITY)), log, x);
  }
};

SIMDACT_NAMESPACE_END
