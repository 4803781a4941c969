// SPDX-License-Identifier: MIT
// e^x - 1 for x <= 0 as elu and its relatives use it: x = n ln 2 + r with n to nearest,
//   e^x - 1 = 2^n p(r) + (2^n - 1),   p(r) = e^r - 1 = r + r^2 q(r).
// 2^n - 1 is exact and p's rounding counts by half or less where n < 0; where n = 0, r is x and the result p. The one
// constant for ln 2 is near enough: n times its error, 2^-28.4 of it, stays far below the result.
#pragma once

#include "simdact/coef/elu.hpp"
#include "simdact/core/native.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// A sum that adds 1.5 * 2^23 + 127 is rounded to an integer, and its low bits are 2^n's exponent.
inline constexpr float elu_magic = 0x1.8000fep23f;

// Below this e^x - 1 rounds to -1.
inline constexpr float elu_floor = -18.0f;

// q(r).
template <class V>
SIMDACT_INLINE V elu_polynomial(const V& r) {
  using coef::elu::q;
  const V high = native::fma(r, native::fma(r, V(q[4]), V(q[3])), V(q[2]));
  return native::fma(r, native::fma(r, high, V(q[1])), V(q[0]));
}

// 2^n from the sum with elu_magic.
template <class V>
SIMDACT_INLINE V elu_power(const V& sum) {
  return native::from_bits<V>(native::shl<23>(native::to_bits(sum)));
}

// x where x > 0. Between, the larger of x and its image: e^x - 1 lies above x for every x < 0, and is +0 where x is -0
// or, clamped, positive. Below 0.945 ulp.
template <class V>
SIMDACT_INLINE V elu(const V& x) {
  const V c = native::min(V(0.0f), native::max(V(elu_floor), x));
  const V sum = native::fma(c, V(coef::elu::log2e), V(elu_magic));
  const V r = native::fnma(sum - V(elu_magic), V(coef::elu::ln2), c);
  const V p = native::fma(r * r, elu_polynomial(r), r);
  const V power = elu_power(sum);
  return native::max(native::fma(power, p, power - V(1.0f)), x);
}

}  // namespace core
SIMDACT_NAMESPACE_END
