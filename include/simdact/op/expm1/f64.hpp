// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// x = n ln 2 + r, p = e^r - 1 in two parts, and with S = 2^(n - 1)
//   (e^x - 1) / 2 = S p + (S - 1/2).
// It is computed by half because n may be 1024, where 2^n is no double.
template <>
struct kernel<op::expm1, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.6803;

  // Below -40 the result is -1, above 709.79 it is infinite; NaN passes the clamp. Where n = 0 the result is p, which
  // is not taken by half: it may be subnormal. The sign of x is that of the result, and of a zero.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const f64::exp_reduced<V> e = f64::exp_reduce(native::min(V(710.0), native::max(V(-40.0), x)));
    const core::two_part<V> p = f64::exp_remainder(e);
    const V s = f64::exp_power<-1>(e);
    // S - 1/2 is rounded where S is very large or very small.
    const core::two_part<V> head = f64::two_sum(s, V(-0.5));
    const core::two_part<V> half = f64::fast_two_sum(head.high, s * p.high);
    const V y = half.high + native::fma(s, p.low, half.low + head.low);
    const V near = f64::rounded(p);
    const V finite = native::select(native::eq(f64::exp_integer(e), V(0.0)), near, y + y);
    const V magnitude = native::select(native::lt(V(709.79), x), V(__builtin_inf()), native::abs(finite));
    return native::with_sign(magnitude, x);
  }
};

SIMDACT_NAMESPACE_END
