// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/f64/split.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/elu/f64_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// celu'(x) = x > 0 ? 1 : e^(x/alpha).
template <>
struct kernel<op::celu, direction::backward, arithmetic::f64, accuracy::high> {
  using elu = kernel<op::elu, direction::backward, arithmetic::f64, accuracy::high>;
  static constexpr double bound = elu::bound;
  static constexpr double tail = 708.2;

  // alpha = 1: elu'.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return elu::eval(x);
  }

  // alpha = a 2^k and x = u 2^k, a below 2: from u = -1520 down the result is 0.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const f64::divisor_parts<V> alpha = f64::divisor(p.alpha);
    const V u = f64::scaled(x, native::negate(alpha.exponent));
    const auto t = f64::divided(native::min(V(0.0), native::max(V(-1520.0), u)), alpha);
    const f64::exp_reduced<V> e = f64::exp_reduce(t.high, t.low);
    return f64::scaled(f64::rounded(f64::exp_mantissa(f64::exp_remainder(e))), f64::exp_integer(e));
  }
};

SIMDACT_NAMESPACE_END
