// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/f64/split.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha (e^x - 1) for x < 0.
template <>
struct kernel<op::elu, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7072;

  // From -40 down the result is -1. x itself is the result where it is not negative, and for NaN.
  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    return {x, core::f64::exp_reduce(native::min(V(0.0), native::max(V(-40.0), x)))};
  }
  template <class V>
  struct minus_one {
    V x, high, low;
  };
  template <class V>
  static SIMDACT_INLINE minus_one<V> evaluate(const core::f64::exp_reduced_of<V>& s) {
    const core::two_part<V> m = core::f64::exp_minus_one(s.reduced(), core::f64::exp_remainder(s.reduced()));
    return {s.x, m.high, m.low};
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const minus_one<V>& m) {
    return native::select(native::lt(m.x, V(0.0)), m.high + m.low, m.x);
  }

  // Next to 0 the product with alpha itself; elsewhere alpha = a 2^k, so that nothing but the last step is subnormal or
  // infinite.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const f64::split_parts<V> alpha = f64::split(p.alpha);
    const auto m = evaluate(reduce(x));
    const V y = native::fma(alpha.mantissa, m.high, alpha.mantissa * m.low);
    const auto near = native::lt(V(-0x1p-60), x);
    const V below = native::select(near, p.alpha * x, f64::scaled(y, alpha.exponent));
    return native::select(native::lt(x, V(0.0)), below, x);
  }
};

SIMDACT_NAMESPACE_END
