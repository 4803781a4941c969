// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/softplus.hpp"
#include "simdact/core/f64/split.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) + ln(1 + e^-|x|): core/f64/softplus.hpp.
template <>
struct kernel<op::softplus, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7657;
  static constexpr double tail = 708.2;

  // From 40 on the result is x, from -40 down e^x, and from -760 down 0. NaN passes the minimum, and both comparisons.
  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    return {x, core::f64::exp_reduce(native::negate(native::min(V(760.0), native::abs(x))))};
  }
  template <class V>
  struct exponential {
    V x, n, e, value, value_low;
  };
  template <class V>
  static SIMDACT_INLINE exponential<V> evaluate(const core::f64::exp_reduced_of<V>& s) {
    const auto e = core::f64::falling_from(s.reduced());
    return {s.x, e.n, core::f64::rounded(e.mantissa), e.value.high, e.value.low};
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const exponential<V>& s) {
    namespace f64 = core::f64;
    const core::two_part<V> log = f64::log_one_plus(core::two_part<V>{s.value, s.value_low});
    const core::two_part<V> sum = f64::two_sum(native::max(V(0.0), s.x), log.high);
    const V near = sum.high + (sum.low + log.low);
    const auto deep = native::lt(s.x, V(-f64::softplus_far));
    const V y = f64::scaled_down(native::select(deep, s.e, near), native::select_or_zero(deep, s.n));
    return native::select(native::lt(V(f64::softplus_far), s.x), s.x, y);
  }

  // The same for y = alpha x in two parts and u = |y|, with the quotients by alpha = a 2^k: x where y > 0, plus
  // ln(1 + e^-u) / alpha. Where 1500 bounds u that is zero: |alpha| = u / |x| > 2^-1014 there, and e^-1500 below
  // 2^-2164.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const V end(1500.0), y = p.alpha * x;
    const V u = native::min(end, native::abs(y));
    const V rest = native::fms(p.alpha, x, y);
    const V low = native::select(native::lt(y, V(0.0)), native::negate(rest), rest);
    const auto e = f64::falling(u, native::select_or_zero(native::lt(u, end), low));
    const auto far = native::lt(V(f64::softplus_far), u);
    const core::two_part<V> log = f64::select(far, e.mantissa, f64::log_one_plus(e.value));
    const f64::split_parts<V> alpha = f64::split(p.alpha);
    const V quotient = native::div(f64::rounded(log), alpha.mantissa);
    const V n = native::select_or_zero(far, e.n) - alpha.exponent;
    // Beside a small x it may be subnormal: there it is raised, and the sum lowers it.
    const auto raises = native::mask_and(native::lt(V(0.0), alpha.exponent), native::lt(V(0.0), y));
    const V rise = f64::scaled(quotient, n + native::select_or_zero(raises, V(128.0)));
    const V sum = native::fma(rise, native::select(raises, V(0x1p-128), V(1.0)), x);
    return native::select(native::le(y, V(0.0)), rise, sum);
  }
};

SIMDACT_NAMESPACE_END
