// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/sigmoid/f64.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(alpha x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::softplus, direction::backward, arithmetic::f64, accuracy::high>
    : kernel<op::sigmoid, direction::forward, arithmetic::f64, accuracy::high> {
  using kernel<op::sigmoid, direction::forward, arithmetic::f64, accuracy::high>::eval;

  // alpha x in two parts; where it may be infinite the second part would be NaN, and no longer matters.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace f64 = core::f64;
    const V end(760.0), y = p.alpha * x;
    const V u = native::min(end, native::abs(y));
    const V rest = native::fms(p.alpha, x, y);
    const auto below = native::lt(y, V(0.0));
    const V low = native::select(below, native::negate(rest), rest);
    const auto s = f64::logistic(f64::falling(u, native::select_or_zero(native::lt(u, end), low)), below);
    return f64::scaled_down(f64::rounded(s.value), s.exponent);
  }
};

SIMDACT_NAMESPACE_END
