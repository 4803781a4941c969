// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_swish_derivative.hpp"
#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/f64/root.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// silu'(x) = s (1 + x (1 - s)), s = 1 / (1 + e^-x). With a parameter x is alpha x throughout, in two parts.
template <>
struct kernel<op::swish, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7752;
  static constexpr double tail = 714.7;

  // At -760 the result is below half of the least subnormal number, from 60 on it is 1. NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE V clamp(const V& y) {
    return native::min(V(60.0), native::max(V(-760.0), y));
  }
  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    const V y = clamp(x);
    return {y, core::f64::exp_reduce(native::negate(y))};
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    return core::f64::logistic_denominator(s);
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::over_logistic<V>& f) {
    return joined(V(0.0), f);
  }

  // alpha x is 0 where alpha is 0 and x infinite. Where it is large its low part, which may be NaN, is dropped.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V largest(0x1.fffffffffffffp1023);
    const V bounded = native::max(native::negate(largest), native::min(largest, x));
    const V y = p.alpha * native::select(native::eq(p.alpha, V(0.0)), bounded, x);
    const V low = native::select_or_zero(native::lt(native::abs(y), V(760.0)), native::fms(p.alpha, bounded, y));
    const V clamped = clamp(y);
    const auto e = core::f64::exp_reduce(native::negate(clamped), native::negate(low));
    return joined(low, evaluate(core::f64::exp_reduced_of<V>{clamped, e}));
  }

 private:
  // Near the zero a polynomial serves.
  template <class V>
  static SIMDACT_INLINE V joined(const V& low, const core::f64::over_logistic<V>& f) {
    namespace f64 = core::f64;
    namespace c = coef::f64_swish_derivative;
    const V far = f64::times_logistic_slope(core::two_part<V>{f.x, low}, f);
    const core::two_part<V> v = f64::distance(f.x, low, c::root, c::root_low, c::root_rest);
    return f64::near_root(v, c::slope, c::slope_low, c::p, far);
  }
};

SIMDACT_NAMESPACE_END
