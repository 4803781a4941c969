// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/f64/split.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/elu/f64.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha (e^(x/alpha) - 1) for x < 0. celu at alpha = 1 is elu at alpha = 1.
template <>
struct kernel<op::celu, direction::forward, arithmetic::f64, accuracy::high>
    : kernel<op::elu, direction::forward, arithmetic::f64, accuracy::high> {
  // alpha = a 2^k and x = u 2^k: a (e^(u/a) - 1) 2^k. Where u is above -2^-60 the result is x, but for less than half
  // of its last place; where u is below -100, it is -alpha.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const f64::divisor_parts<V> alpha = f64::divisor(p.alpha);
    const V u = f64::scaled(x, native::negate(alpha.exponent));
    const auto t = f64::divided(native::min(V(0.0), native::max(V(-100.0), u)), alpha);
    const f64::exp_reduced<V> e = f64::exp_reduce(t.high, t.low);
    const core::two_part<V> m = f64::exp_minus_one(e, f64::exp_remainder(e));
    const V y = native::fma(alpha.mantissa, m.high, alpha.mantissa * m.low);
    return native::select(native::lt(u, V(-0x1p-60)), f64::scaled(y, alpha.exponent), x);
  }
};

SIMDACT_NAMESPACE_END
