// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/exp.hpp"
#include "simdact/coef/expm1.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// x = n ln 2 + r, p = e^r - 1 = r + r^2 q(r), and with S = 2^(n - 1)
//   (e^x - 1) / 2 = S p + (S - 1/2).
// It is computed by half because n may be 128, where 2^n is no float.
//
// n is chosen so that 3/4 <= e^r < 3/2, that is -1/4 <= p < 1/2. Where e^r < 1 the result is below 2^n, so that its
// last place is half as large as where e^r > 1; there |p| < 1/4, and the roundings of r and p are half as large too.
// Where |x| < 0.48, the interval of q, n is 0 and the result is p: with n = -1 it would be the small difference of two
// larger terms, and the error of p a large part of it.
template <>
struct kernel<op::expm1, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9996;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    using I = native::bits_t<V>;
    // Below -20 the result is -1, from 89 on it is infinite; NaN passes the clamp.
    const V u = native::min(V(89.0f), native::max(V(-20.0f), x));
    // n = floor(u log2 e - log2 (3/4)): rounded to 12 fraction bits by the shifter, and these cleared.
    const V shifter(core::shifter<12>), shifter_less_log2(core::shifter<12> + 0x1.a9p-2f /* -log2 (3/4) = 0.4150 */);
    const I t = native::to_bits(native::fma(u, V(coef::exp::log2e), shifter_less_log2)) & ~I(4095u);
    const auto large = native::le(V(0.48f), native::abs(u));
    const V n = native::select_or_zero(large, native::from_bits<V>(t) - shifter);
    const V r = native::fnma(n, V(coef::expm1::ln2_low), native::fnma(n, V(coef::expm1::ln2_high), u));
    const V p = native::fma(r * r, core::exact_polynomial(r, coef::expm1::q), r);
    // S - 1/2 = a + low: from n = 25 on it has more bits than a float.
    const V s = native::from_bits<V>(native::shl<11>(t) + native::to_bits(V(0.5f)));
    const V a = s - V(0.5f);
    const V low = (s - a) - V(0.5f);
    const V half = a + native::fma(s, p, low);
    // p is not taken by half, which may be subnormal. The sign of x is that of the result, and of a zero.
    return native::with_sign(native::select(large, half + half, p), x);
  }
};

SIMDACT_NAMESPACE_END
