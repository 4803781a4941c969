// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_gelu_tanh_derivative.hpp"
#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/f64/root.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/f64_exponent.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu_tanh'(x) = s (1 + x P' (1 - s)), s = 1 / (1 + e^-P).
template <>
struct kernel<op::gelu_tanh, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7806;
  static constexpr double tail = 21.1;

  // At -21.9 the result is below half of the least subnormal number, from 12 on it is 1. NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE V clamp(const V& x) {
    return native::min(V(12.0), native::max(V(-21.9), x));
  }
  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    namespace f64 = core::f64;
    const V bounded = clamp(x);
    const core::two_part<V> p = f64::gelu_tanh_exponent(bounded);
    return {bounded, f64::exp_reduce(native::negate(p.high), native::negate(p.low))};
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    return core::f64::logistic_denominator(s);
  }
  // Near the zero a polynomial serves.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::over_logistic<V>& f) {
    namespace f64 = core::f64;
    namespace c = coef::f64_gelu_tanh_derivative;
    const V far = f64::times_logistic_slope(f64::gelu_tanh_exponent<3>(f.x), f);
    const core::two_part<V> v = f64::distance(f.x, V(0.0), c::root, c::root_low, c::root_rest);
    return f64::near_root(v, c::slope, c::slope_low, c::p, far);
  }
};

SIMDACT_NAMESPACE_END
