// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/tanh.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh_shrink'(x) = tanh^2 x. Beyond 18.71 the nearest double is 1 - 2^-52, from 18.86 on 1 - 2^-53, and from 19.41
// on 1. NaN passes the minimum.
template <>
struct kernel<op::tanh_shrink, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.8392;
  static constexpr bool scales = false;

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
    const core::two_part<V> t = core::f64::quotient(f);
    const V y = native::fma(t.high, t.high, (t.high + t.high) * t.low);
    const V u = native::abs(f.companion), one(1.0);
    const V near = native::select(native::lt(V(18.86), u), V(1.0 - 0x1p-53), y);
    return native::select(native::lt(V(19.41), u), one, near);
  }
};

SIMDACT_NAMESPACE_END
