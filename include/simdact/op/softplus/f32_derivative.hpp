// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// s(alpha x), s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::softplus, direction::backward, arithmetic::f32, accuracy::high>
    : kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::high> {
  // alpha x in two parts, the clamp as sigmoid's. Where alpha x may be infinite the second part would be NaN, and no
  // longer matters.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    using sigmoid = kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::high>;
    const V y = p.alpha * x;
    const V low = native::select_or_zero(native::lt(native::abs(y), V(128.0f)), native::fms(p.alpha, x, y));
    return sigmoid::finish(sigmoid::evaluate(core::exp_reduce<-1>(sigmoid::clamp(y), low)));
  }
};

SIMDACT_NAMESPACE_END
