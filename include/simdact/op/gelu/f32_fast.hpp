// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_gelu.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu(x) = max(x, 0) - g(u), where u = |x| and g(u) = u Phi(-u) = 2^n (1 + p) s:
//   2^n (1 + p)    is e^(-u^2/2), n a whole number and 1 + p a polynomial in r = u^2 + 2 n ln 2. The constant for ln 2
//                  has so few bits that its product with n is exact; what that makes wrong is made good in p and s
//   s              a polynomial in u - C, those of one of eight segments. In the first C and s(0) are 0, so that
//                  results near 0 keep their relative error. s is times 2^64, so that nothing is subnormal before the
//                  last step
template <>
struct kernel<op::gelu, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.968;
  static constexpr double tail = 13.1;

  // The segments of u are those of w = slope u + 5/4 between 5/4 and 7/4 times powers of two. Their lengths grow by 3/2
  // and 4/3 in turn, more evenly than those of the half octaves, which are equal in pairs. A quarter of the mantissa's
  // range, subtracted from the bits of w, makes half octaves of them, and their index can be read off.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_gelu;
    using I = native::bits_t<V>;
    const V u = native::min_abs(V(c::top), x);
    const I quarter(0x00200000u);
    const I segment = native::shr<22>(native::to_bits(native::fma(u, V(c::slope), V(c::offset))) - quarter);
    const V v = u - native::lookup<V>(c::centre, segment);
    const V s = core::segment_polynomial(segment, v, c::s6, c::s5, c::s4, c::s3, c::s2, c::s1, c::s0);

    const V t = native::fnma(u * u, V(c::half_log2e), V(core::shifter<0>));
    const V r = native::fma(u, u, (t - V(core::shifter<0>)) * V(c::two_ln2));
    const V p = core::polynomial(r, c::p) * r;
    // The low bits of t are n, which is added to the exponent. The last step rounds once, subnormal results too. For
    // x < 0 the maximum is -0, the limit at -infinity. NaN passes it.
    const I g = native::to_bits(native::fma(p, s, s)) + native::shl<23>(native::to_bits(t));
    return core::lowered_rest(native::from_bits<V>(g), V(0x1p-64f), native::max(V(-0.0f), x));
  }
};

SIMDACT_NAMESPACE_END
