// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_swish_derivative.hpp"
#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/f64/root.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// silu'(-u) = g(u) = s(-u) (1 - u s(u)) and silu'(u) = 1 - g(u) for u = |x|, s(u) = 1 / (1 + e^-u). With a parameter x
// is alpha x throughout, in two parts.
template <>
struct kernel<op::swish, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.779;
  static constexpr double tail = 714.7;

  // g(760) is below half of the least subnormal number. NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return derivative(native::min(V(760.0), native::max(V(-760.0), x)), V(0.0));
  }

  // alpha x is 0 where alpha is 0 and x infinite. Where it is large its low part, which may be NaN, is dropped.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V largest(0x1.fffffffffffffp1023), top(760.0);
    const V bounded = native::max(native::negate(largest), native::min(largest, x));
    const V y = p.alpha * native::select(native::eq(p.alpha, V(0.0)), bounded, x);
    const V low = native::select_or_zero(native::lt(native::abs(y), top), native::fms(p.alpha, bounded, y));
    return derivative(native::min(top, native::max(native::negate(top), y)), low);
  }

 private:
  // Near the zero a polynomial serves.
  template <class V>
  static SIMDACT_INLINE V derivative(const V& y, const V& y_low) {
    namespace f64 = core::f64;
    namespace c = coef::f64_swish_derivative;
    const auto below = native::lt(y, V(0.0));
    const V u = native::abs(y), low = native::select(below, native::negate(y_low), y_low);
    const auto e = f64::falling(u, low);
    const V far = f64::one_sided(y, e, f64::logistic_tail(e, f64::fast_two_sum(u, low)));
    const core::two_part<V> v = f64::distance(y, y_low, c::root, c::root_low, c::root_rest);
    const V near = f64::near_root(v, c::slope, c::slope_low, c::p);
    return native::select(native::lt(native::abs(v.high), V(f64::root_radius)), near, far);
  }
};

SIMDACT_NAMESPACE_END
