// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_mish_derivative.hpp"
#include "simdact/core/f64/root.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/mish/f64_fraction.hpp"

SIMDACT_NAMESPACE_BEGIN

// mish'(x) = z ((z + 2) d + 4 x (z + 1)) / d^2, z = e^x, d = z (z + 2) + 2.
template <>
struct kernel<op::mish, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.8122;
  static constexpr double tail = 714.7;

  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    return {x, core::f64::mish_reduce(x)};
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::f64::exp_reduced_of<V>& s) {
    namespace f64 = core::f64;
    const V bounded = native::min(V(36.5), native::max(V(-760.0), s.x));
    const auto t = f64::mish_evaluate(s.reduced());
    const core::two_part<V> rise = f64::product(f64::one_plus(t.z), bounded * V(4.0));
    const core::two_part<V> sum = f64::sum(f64::product(t.more, t.denominator), rise);
    const core::two_part<V> a = f64::product(t.z, sum), b = f64::square(t.denominator);
    return f64::mish_fraction<V>{s.x, t.n, a.high, a.low, b.high, b.low};
  }
  // Near the zero a polynomial serves.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const core::f64::mish_fraction<V>& f) {
    namespace f64 = core::f64;
    namespace c = coef::f64_mish_derivative;
    const V far = f64::scaled_down(f64::rounded_quotient(f), f.n);
    const core::two_part<V> v = f64::distance(f.x, V(0.0), c::root, c::root_low, c::root_rest);
    return f64::near_root(v, c::slope, c::slope_low, c::p, far);
  }
};

SIMDACT_NAMESPACE_END
