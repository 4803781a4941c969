// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/split.hpp"
#include "simdact/core/f64/tanh.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha tanh(x / alpha), from tanh in two parts.
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.6137;

  // alpha = 30: 1 / alpha in two parts. From 19.06 alpha on the result is alpha; NaN passes the minimum. Below 2^-26
  // the result is x, but for less than half of its last place.
  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    const V inverse(1.0 / 30), u = native::min(V(30 * core::f64::tanh_end), native::abs(x));
    const V high = u * inverse;
    const V low = native::fma(u, V(0x1.1111111111111p-61 /* 1/30 less its double */), native::fms(u, inverse, high));
    return {x, core::f64::exp_reduce(high + high, low + low)};
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    return core::f64::tanh_fraction(s.x, s.reduced());
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::fraction<V>& f) {
    const core::two_part<V> t = core::f64::quotient(f);
    const V u = native::abs(f.companion), alpha(30.0), y = native::fma(alpha, t.high, alpha * t.low);
    const V near = native::select(native::lt(u, V(0x1p-26)), u, y);
    return native::with_sign(native::select(native::lt(V(30 * 19.06), u), alpha, near), f.companion);
  }

  // alpha = a 2^k and |x| = u 2^k: a tanh(u/a) 2^k. Where u is below 2^-30 the result is x, but for less than half of
  // its last place.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const f64::divisor_parts<V> alpha = f64::divisor(p.alpha);
    const V u = f64::scaled(native::abs(x), native::negate(alpha.exponent));
    const auto quotient = f64::divided(native::min(V(80.0), u), alpha);
    const V bounded = native::min(V(f64::tanh_end), quotient.high);
    const auto e = f64::exp_reduce(bounded + bounded, quotient.low + quotient.low);
    const core::two_part<V> t = f64::quotient(f64::tanh_fraction(x, e));
    const V y = f64::scaled(native::fma(alpha.mantissa, t.high, alpha.mantissa * t.low), alpha.exponent);
    const V near = native::select(native::lt(u, V(0x1p-30)), native::abs(x), y);
    return native::with_sign(native::select(native::lt(V(19.06), quotient.high), p.alpha, near), x);
  }
};

SIMDACT_NAMESPACE_END
