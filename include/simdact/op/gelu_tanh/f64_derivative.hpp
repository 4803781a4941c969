// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_gelu_tanh_derivative.hpp"
#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/f64/root.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/f64_exponent.hpp"

SIMDACT_NAMESPACE_BEGIN

// gelu_tanh'(-u) = g(u) and gelu_tanh'(u) = 1 - g(u) for u = |x|,
//   g(u) = e (1 + e - u P') / (1 + e)^2,   e = e^-P.
template <>
struct kernel<op::gelu_tanh, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7806;
  static constexpr double tail = 21.1;

  // g(21.9) is below half of the least subnormal number. Near the zero a polynomial serves. NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    namespace c = coef::f64_gelu_tanh_derivative;
    const V u = native::min(V(21.9), native::abs(x));
    const core::two_part<V> p = f64::gelu_tanh_exponent(u);
    const auto e = f64::falling(p.high, p.low);
    const V far = f64::one_sided(x, e, f64::logistic_tail(e, f64::gelu_tanh_exponent<3>(u)));
    const core::two_part<V> v = f64::distance(x, V(0.0), c::root, c::root_low, c::root_rest);
    const V near = f64::near_root(v, c::slope, c::slope_low, c::p);
    return native::select(native::lt(native::abs(v.high), V(f64::root_radius)), near, far);
  }
};

SIMDACT_NAMESPACE_END
