// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/split.hpp"
#include "simdact/core/f64/tanh.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha tanh(x / alpha), from tanh in two parts.
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5025;

  // alpha = 30: 1 / alpha in two parts. From 40 alpha on the result is alpha; NaN passes the minimum. Below 2^-26 the
  // result is x, but for less than half of its last place.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const V inverse(1.0 / 30), u = native::min(V(1200.0), native::abs(x));
    const V high = u * inverse;
    const V low = native::fma(u, V(0x1.1111111111111p-61 /* 1/30 less its double */), native::fms(u, inverse, high));
    const core::two_part<V> t = f64::tanh(high, low);
    const V y = native::fma(V(30.0), t.high, V(30.0) * t.low);
    return native::with_sign(native::select(native::lt(u, V(0x1p-26)), u, y), x);
  }

  // alpha = a 2^k and |x| = u 2^k: a tanh(u/a) 2^k. Where u is below 2^-30 the result is x, but for less than half of
  // its last place.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const f64::divisor_parts<V> alpha = f64::divisor(p.alpha);
    const V u = f64::scaled(native::abs(x), native::negate(alpha.exponent));
    const auto quotient = f64::divided(native::min(V(80.0), u), alpha);
    const core::two_part<V> t = f64::tanh(quotient.high, quotient.low);
    const V y = f64::scaled(native::fma(alpha.mantissa, t.high, alpha.mantissa * t.low), alpha.exponent);
    return native::with_sign(native::select(native::lt(u, V(0x1p-30)), native::abs(x), y), x);
  }
};

SIMDACT_NAMESPACE_END
