// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_selu.hpp"
#include "simdact/core/f64/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// lambda (x > 0 ? x : a (e^x - 1)).
template <>
struct kernel<op::selu, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.8418;
  static constexpr bool scales = false;
  static constexpr double slope[] = {coef::f64_selu::factor, coef::f64_selu::slope};

  // From -40 down the result is -lambda a. lambda and lambda a are in two parts; NaN and -0 go the way of x > 0.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    namespace c = coef::f64_selu;
    const f64::exp_reduced<V> e = f64::exp_reduce(native::min(V(0.0), native::max(V(-40.0), x)));
    const core::two_part<V> m = f64::exp_minus_one(e, f64::exp_remainder(e));
    const V below = native::fma(V(c::factor), m.high, native::fma(V(c::factor), m.low, V(c::factor_low) * m.high));
    const V above = native::fma(V(c::slope), x, V(c::slope_low) * x);
    return native::select(native::lt(x, V(0.0)), below, above);
  }
};

SIMDACT_NAMESPACE_END
