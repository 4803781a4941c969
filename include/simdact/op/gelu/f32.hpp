// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/gelu.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu(x) = max(x, 0) - g(u), where u = |x| and g(u) = u Phi(-u) = e^(-u^2/2) R(u). Both factors are a power of two
// times a number near 1:
//   e^(-u^2/2) = 2^n (1 + q)     n a multiple of 1/8, q a polynomial in r = u^2 + 2 n ln 2
//   R(u) = c 2^k (1 + s)         k a multiple of 1/8, s a polynomial in u - C, |s| < 1/2: k, C and s are those of one
//                                of eight segments
// With A = c 2^(n + k), from a table of the eighths, whose entries the constant c makes nearly floats,
//   g = A (1 + q) (1 + s) = A + A (s + q (1 + s)),
// and the error is little more than that of the last rounding, the FMA's. In the first segment R(u) = (u / 2) (1 + s)
// and n = 0, so that results near 0 keep their relative error: u/2 takes the place of A, below which it is there and
// nowhere else.
template <>
struct kernel<op::gelu, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9991;
  static constexpr double tail = 13.1;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::gelu;
    const V u = native::min_abs(V(c::top), x);
    const native::bits_t<V> segment = core::half_octave(native::fma(u, V(c::slope), V(c::offset)));
    const V v = u - native::lookup<V>(c::centre, segment);
    const V s7 = native::lookup<V>(c::s7, segment);
    const V s = core::segment_polynomial_from(s7, segment, v, c::s6, c::s5, c::s4, c::s3, c::s2, c::s1, c::s0);

    // u^2 in two parts, the first of them smaller by a bias: n is rounded from it, and so stays 0 up to the end of the
    // first segment.
    const V square = native::fms(u, u, V(c::bias));
    const V square_rest = native::fms(u, u, square);
    const V t = native::fnma(square, V(c::half_log2e), V(core::shifter<3>));
    const V r = native::fma(t - V(core::shifter<3>), V(c::two_ln2), square) + square_rest;
    const V q = core::polynomial(r, c::p);

    // The low bits of t are 8 n, those of the coefficient s7 8 k: of their sum the last three bits are the table's
    // index, and the others are added to the exponent of its entry. A and g are times 2^64, and so not subnormal.
    const native::bits_t<V> power = native::to_bits(t) + native::to_bits(s7);
    const V a = core::exp_power<V>(power, c::lowered_table);
    const V base = native::min(a, u * V(0x1p63f));
    const V g = native::fma(base, native::fma(q, V(1.0f) + s, s), base);
    // Rounds once, subnormal results too. For x < 0 the maximum is -0, the limit at -infinity. NaN passes it.
    return core::lowered_rest(g, V(0x1p-64f), native::max(V(-0.0f), x));
  }
};

SIMDACT_NAMESPACE_END
