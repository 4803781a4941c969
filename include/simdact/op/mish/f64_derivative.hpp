// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_mish_derivative.hpp"
#include "simdact/core/f64/root.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/mish/f64_fraction.hpp"

SIMDACT_NAMESPACE_BEGIN

// With N and D of op/mish/f64_fraction.hpp and e = e^-|x|,
//   x < 0     mish'(x) = e (N D + 4 x (1 + e)) / D^2
//   x >= 0    mish'(x) = (N D + 4 x e^2 (1 + e)) / D^2
template <>
struct kernel<op::mish, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.8103;
  static constexpr double tail = 714.7;

  // mish'(-760) is below half of the least subnormal number, and from 40 on the result is 1. Near the zero a polynomial
  // serves. NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    namespace c = coef::f64_mish_derivative;
    const V bounded = native::min(V(40.0), native::max(V(-760.0), x));
    const auto below = native::lt(x, V(0.0));
    const auto e = f64::falling(native::abs(bounded));
    const f64::mish_fraction<V> f = f64::mish_terms(e, below);
    const core::two_part<V> factor = f64::product(f64::one_plus(e.value), bounded * V(4.0));
    const core::two_part<V> half = {f.square.high * V(0.5), f.square.low * V(0.5)};
    const core::two_part<V> rise = f64::select(below, factor, f64::product(factor, half));
    const core::two_part<V> numerator = f64::sum(f64::product(f.numerator, f.denominator), rise);
    const core::two_part<V> whole = f64::select(below, f64::product(numerator, e.mantissa), numerator);
    const core::two_part<V> q = f64::quotient(whole, f64::product(f.denominator, f.denominator));
    const V far = f64::scaled_down(f64::rounded(q), native::select_or_zero(below, e.n));
    const core::two_part<V> v = f64::distance(x, V(0.0), c::root, c::root_low, c::root_rest);
    const V near = f64::near_root(v, c::slope, c::slope_low, c::p);
    return native::select(native::lt(native::abs(v.high), V(f64::root_radius)), near, far);
  }
};

SIMDACT_NAMESPACE_END
