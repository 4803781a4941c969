// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/mish/f64_fraction.hpp"

SIMDACT_NAMESPACE_BEGIN

// x tanh(ln(1 + e^x)), from a fraction in two parts.
template <>
struct kernel<op::mish, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7707;
  static constexpr double tail = 714.7;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    return {x, core::f64::mish_reduce(x)};
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    const auto t = core::f64::mish_evaluate(s.reduced());
    const core::two_part<V> a = t.numerator, b = t.denominator;
    return core::f64::mish_fraction<V>{s.x, t.n, a.high, a.low, b.high, b.low};
  }
  // From -760 down the result is -0, from 40 on it is x. Times 2^128 no part of the product is subnormal: only the last
  // step rounds to a subnormal number. The sign of x is that of the result, and of a zero.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::mish_fraction<V>& f) {
    namespace f64 = core::f64;
    const core::two_part<V> q = f64::quotient(f);
    const V raised = core::raised(native::min(V(760.0), native::abs(f.x))) * V(0x1p128 / core::raising<double>);
    const V y = f64::scaled_down(native::fma(raised, q.high, raised * q.low), f.n - V(128.0));
    return native::select(native::lt(V(40.0), f.x), f.x, native::with_sign(y, f.x));
  }
};

SIMDACT_NAMESPACE_END
