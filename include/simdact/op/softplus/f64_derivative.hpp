// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/sigmoid/f64.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(alpha x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::softplus, direction::backward, arithmetic::f64, accuracy::high>
    : kernel<op::sigmoid, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7706;

  // alpha x in two parts, the clamps as sigmoid's; where it may be infinite the second part would be NaN, and no longer
  // matters.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    using sigmoid = kernel<op::sigmoid, direction::forward, arithmetic::f64, accuracy::high>;
    const V y = p.alpha * x;
    const V low = native::select_or_zero(native::lt(native::abs(y), V(760.0)), native::fms(p.alpha, x, y));
    const V bounded = native::min(V(60.0), native::max(V(-760.0), y));
    return sigmoid::finish(sigmoid::evaluate(core::f64::exp_reduce(native::negate(bounded), native::negate(low))));
  }
};

SIMDACT_NAMESPACE_END
