// SPDX-License-Identifier: MIT
// gelu(x) = x Phi(x) = (x / 2) erfc(-x / sqrt 2)
#pragma once

#include <cmath>

#include "simdact/coef/exact_gelu.hpp"
#include "simdact/coef/fast_gelu.hpp"
#include "simdact/coef/gelu.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct gelu {
  template <class R>
  static R definition(const R& x) {
    using std::erfc;
    using std::sqrt;
    return x / 2 * erfc(-x / sqrt(R(2)));
  }

  // gelu(x) = max(x, 0) - g(u), where u = |x| and g(u) = u Phi(-u) = e^(-u^2/2) R(u).
  // The exponential: u^2 is taken in two parts, and with n = -u^2 / (2 ln 2) rounded to eighths,
  //   e^(-u^2/2) = 2^n (1 + q),   r = u^2 + 2 n ln 2,   1 + q = e^(-r/2).
  // R(u), in each of eight segments of u, is 2^k (1 + s) with s a polynomial in u - centre, |s| < 1/2; 8 k is in the
  // low bits of s's last coefficient, from where it is added to 8 n. So
  //   g = A (1 + q)(1 + s) = A + A (s + q (1 + s)),   A = 2^(n + k),
  // which is right to little more than its last rounding. In the first segment n is 0 and A gives way to u/2, the
  // smaller of the two only there, so that results near 0 keep their relative error. All this is times 2^64; the
  // subtraction takes it back and rounds once where results are subnormal.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    namespace c = coef::gelu;
    const V u = native::min_abs(V(c::top), x);
    const native::bits_t<V> segment = native::shr<22>(native::to_bits(native::fma(u, V(c::slope), V(c::offset))));
    const V v = u - native::lookup<V>(c::centre, segment);
    const V s7 = native::lookup<V>(c::s7, segment);
    V s = s7;
    s = native::fma(s, v, native::lookup<V>(c::s6, segment));
    s = native::fma(s, v, native::lookup<V>(c::s5, segment));
    s = native::fma(s, v, native::lookup<V>(c::s4, segment));
    s = native::fma(s, v, native::lookup<V>(c::s3, segment));
    s = native::fma(s, v, native::lookup<V>(c::s2, segment));
    s = native::fma(s, v, native::lookup<V>(c::s1, segment));
    s = native::fma(s, v, native::lookup<V>(c::s0, segment));

    const V square = native::fms(u, u, V(c::bias));
    const V square_rest = native::fms(u, u, square);
    const V t = native::fnma(square, V(c::half_log2e), V(0x1.8p20f));
    const V r = native::fma(t - V(0x1.8p20f), V(c::two_ln2), square) + square_rest;
    V q = native::fma(V(c::p[4]), r, V(c::p[3]));
    q = native::fma(q, r, V(c::p[2]));
    q = native::fma(q, r, V(c::p[1]));
    q = native::fma(q, r, V(c::p[0]));
    const native::bits_t<V> power = native::to_bits(t) + native::to_bits(s7);
    const V table = native::lookup<V>(c::lowered_table, power);
    const V a = native::from_bits<V>(native::to_bits(table) + native::shl<20>(power));
    const V base = native::min(a, u * V(0x1p63f));
    const V g = native::fma(base, native::fma(q, V(1.0f) + s, s), base);
    return native::fnma(g, V(0x1p-64f), native::max(V(-0.0f), x));
  }

  // g(u) = 2^n (1 + p)(s) with n a whole number, 2 ln 2 so short that n times it is exact, and s, times 2^64, the
  // polynomial of one of eight segments; s(0) = 0 in the first. The segments end at u = 5/4 and 7/4 times powers of two
  // after u is mapped, which the subtraction from the bits moves to 1 and 3/2: they grow evenly then.
  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x) {
    namespace c = coef::fast_gelu;
    using I = native::bits_t<V>;
    const V u = native::min_abs(V(c::top), x);
    const I segment = native::shr<22>(native::to_bits(native::fma(u, V(c::slope), V(c::offset))) - I(0x200000u));
    const V v = u - native::lookup<V>(c::centre, segment);
    V s = native::lookup<V>(c::s6, segment);
    s = native::fma(s, v, native::lookup<V>(c::s5, segment));
    s = native::fma(s, v, native::lookup<V>(c::s4, segment));
    s = native::fma(s, v, native::lookup<V>(c::s3, segment));
    s = native::fma(s, v, native::lookup<V>(c::s2, segment));
    s = native::fma(s, v, native::lookup<V>(c::s1, segment));
    s = native::fma(s, v, native::lookup<V>(c::s0, segment));

    const V t = native::fnma(u * u, V(c::half_log2e), V(0x1.8p23f));
    const V r = native::fma(u, u, (t - V(0x1.8p23f)) * V(c::two_ln2));
    V p = native::fma(V(c::p[4]), r, V(c::p[3]));
    p = native::fma(p, r, V(c::p[2]));
    p = native::fma(p, r, V(c::p[1]));
    p = native::fma(p, r, V(c::p[0]));
    const I g = native::to_bits(native::fma(p * r, s, s)) + native::shl<23>(native::to_bits(t));
    return native::fnma(native::from_bits<V>(g), V(0x1p-64f), native::max(V(-0.0f), x));
  }

  // In double, Phi(-u) = e^(-u^2/2) p(t) with u = |x|, whose square is exact, and t = (u - 4.5) / (u + 4.5); the result
  // is x Phi(-u) for x < 0, else x - x Phi(-u). Near 0 it is x/2 + x^2/sqrt(2 pi); where x/2 is a tie between two
  // subnormals the square, too small for a double, decides: u is kept from being so small. One result lies too near a
  // midpoint.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D u = native::min(D(14.5), native::max(D(0x1p-30), native::abs(d)));
      const D t = native::div(u - D(4.5), u + D(4.5));
      const D tail = core::exact_polynomial(t, coef::exact_gelu::p) * core::value(core::exact_exp(u * u * D(-0.5)));
      return d * native::select(native::lt(d, D(0.0)), tail, D(1.0) - tail);
    };
    return core::corrected(core::in_double(f, native::max(V(-14.5f), x)), x, 0x1.6148dep-16f, 0x1.614a62p-17f);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9991, -0x1.96a072p-1},
                                     {SIMDACT_F32, SIMDACT_FAST, 3.97, -0x1.67ffdep+0},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, -0x1.aed30ap+2}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
