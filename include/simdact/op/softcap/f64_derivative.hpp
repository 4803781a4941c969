// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/f64/split.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// softcap'(x) = 1 - tanh^2(x / alpha) = 4 s(u) s(-u), u = 2 x / alpha, s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::softcap, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7657;

  // 1 / alpha = 1 / 30 in two parts, times 2. 4 e^-760 is below half of the least subnormal number; NaN passes the
  // minimum.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    namespace f64 = core::f64;
    const V inverse(1.0 / 15), u = native::min(V(11400.0), native::abs(x));
    const V high = u * inverse;
    const V low = native::fma(u, V(0x1.1111111111111p-60 /* 1/15 less its double */), native::fms(u, inverse, high));
    return f64::exp_reduce(native::negate(high), native::negate(low));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced<V>& e) {
    return core::f64::logistic_slope(core::f64::falling_from(e));
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::fraction<V>& f) {
    return core::f64::scaled_down(core::f64::rounded_quotient(f) * V(4.0), f.companion);
  }

  // alpha = a 2^k and |x| = u 2^k, a below 2.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const f64::divisor_parts<V> alpha = f64::divisor(p.alpha);
    const V u = f64::scaled(native::abs(x), native::negate(alpha.exponent));
    const auto quotient = f64::divided(native::min(V(1520.0), u + u), alpha);
    return finish(f64::logistic_slope(f64::falling(native::min(V(760.0), quotient.high), quotient.low)));
  }
};

SIMDACT_NAMESPACE_END
