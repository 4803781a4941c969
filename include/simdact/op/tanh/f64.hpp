// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/tanh.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// From a fraction in two parts, by which tanh |x| is rounded once: core/f64/tanh.hpp.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.624;

  // From 18.71 to 19.06, the middle of the last two doubles up to 1, the result is the one below 1, and then it is 1.
  // NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::f64::tanh_reduce(x);
  }

  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    return core::f64::tanh_fraction(s.x, s.reduced());
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::fraction<V>& f) {
    const V y = core::f64::rounded_quotient(f);
    const auto one = native::lt(V(0x1.30fc1931f09cap4 /* 19.06 */), native::abs(f.companion));
    return native::with_sign(native::select(one, V(1.0), y), f.companion);
  }
};

SIMDACT_NAMESPACE_END
