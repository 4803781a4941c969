// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/mish/f64_fraction.hpp"

SIMDACT_NAMESPACE_BEGIN

// With e = e^-|x|, mish(x) = x N / D with
//   x < 0     N = e (e + 2)     D = e^2 + 2 e + 2
//   x >= 0    N = 1 + 2 e       D = 1 + 2 e + 2 e^2
// in two parts.
template <>
struct kernel<op::mish, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7724;
  static constexpr double tail = 714.7;
  static constexpr bool subnormals_aside = false;

  // From -760 down the result is -0, above 40 it is x; NaN passes the clamp. The sign
  // of x is that of the result, and of a zero.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const V bounded = native::max(V(-760.0), x);
    const auto below = native::lt(x, V(0.0));
    const auto e = f64::falling(native::min(V(760.0), native::abs(bounded)));
    const f64::mish_fraction<V> f = f64::mish_terms(e, below);
    const core::two_part<V> numerator = f64::select(below, f64::product(f.numerator, e.mantissa), f.numerator);
    const core::two_part<V> q = f64::quotient(numerator, f.denominator);
    // Where x is nearly subnormal it is raised, so that no product is.
    const auto small = native::lt(native::abs(x), V(0x1p-900));
    const V raised = bounded * native::select(small, V(0x1p128), V(1.0));
    const V product = native::fma(raised, q.high, raised * q.low) * native::select(small, V(0x1p-128), V(1.0));
    const V y = native::with_sign(native::abs(product), x);
    return native::select(native::lt(V(40.0), x), x, f64::scaled_down(y, native::select_or_zero(below, e.n)));
  }
};

SIMDACT_NAMESPACE_END
