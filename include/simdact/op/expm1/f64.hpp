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
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    return {x, core::f64::exp_reduce(native::min(V(710.0), native::max(V(-40.0), x)))};
  }
  template <class V>
  struct remainder {
    V x, n, p, p_low;
  };
  template <class V>
  static SIMDACT_INLINE remainder<V> evaluate(const core::f64::exp_reduced_of<V>& s) {
    const core::two_part<V> p = core::f64::exp_remainder(s.reduced());
    return {s.x, core::f64::exp_integer(s.reduced()), p.high, p.low};
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const remainder<V>& e) {
    namespace f64 = core::f64;
    const V s = f64::exp_power<-1>(e.n);
    // S - 1/2 is rounded where S is very large or very small.
    const core::two_part<V> head = f64::two_sum(s, V(-0.5));
    const core::two_part<V> half = f64::fast_two_sum(head.high, s * e.p);
    const V y = half.high + native::fma(s, e.p_low, half.low + head.low);
    const V near = e.p + e.p_low;
    const V finite = native::select(native::eq(e.n, V(0.0)), near, y + y);
    const V magnitude = native::select(native::lt(V(709.79), e.x), V(__builtin_inf()), native::abs(finite));
    return native::with_sign(magnitude, e.x);
  }
};

SIMDACT_NAMESPACE_END
