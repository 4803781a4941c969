// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/f64/split.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// x s(alpha x), s(y) = 1 / (1 + e^-y) in two parts.
template <>
struct kernel<op::swish, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7777;
  static constexpr double tail = 714.7;

  // From -760 down the result is -0, above 40 it is x; NaN passes the clamps.
  template <class V>
  static SIMDACT_INLINE V clamp(const V& x) {
    return native::min(V(60.0), native::max(V(-760.0), x));
  }
  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    return {x, core::f64::exp_reduce(native::negate(clamp(x)))};
  }

  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    return core::f64::logistic_denominator(s);
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::over_logistic<V>& f) {
    return native::select(native::lt(V(40.0), f.x), f.x, core::f64::times_logistic(clamp(f.x), f));
  }

  // y = alpha x in two parts, 0 where alpha is 0 and x infinite; and x = a 2^k. x itself is the result where y is above
  // 60, where x is a zero, and where x is infinite and y is 0.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const V largest(0x1.fffffffffffffp1023), zero(0.0);
    const V bounded = native::max(native::negate(largest), native::min(largest, x));
    const V y = p.alpha * native::select(native::eq(p.alpha, zero), bounded, x);
    const V u = native::min(V(1500.0), native::abs(y));
    const auto below = native::lt(y, zero);
    const V rest = native::fms(p.alpha, bounded, y);
    const V low = native::select(below, native::negate(rest), rest);
    const auto e = f64::falling(u, native::select_or_zero(native::lt(u, V(1500.0)), low));
    const auto s = f64::logistic(e, below);
    const f64::split_parts<V> size = f64::split(bounded);
    const V mantissa = native::fma(size.mantissa, s.value.high, size.mantissa * s.value.low);
    const auto infinite = native::lt(largest, native::abs(x));
    const auto same = native::mask_or(native::eq(x, zero), native::lt(V(60.0), y));
    const auto limit = native::mask_and(infinite, native::eq(y, zero));
    return native::select(native::mask_or(same, limit), x, f64::scaled(mantissa, s.exponent + size.exponent));
  }
};

SIMDACT_NAMESPACE_END
