// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/softplus.hpp"

SIMDACT_NAMESPACE_BEGIN

// min(x, 0) - ln(1 + e^-|x|), and near 0 x (1/2 - x q(x^2)) - ln 2: core/softplus.hpp.
template <>
struct kernel<op::log_sigmoid, direction::forward, arithmetic::f32, accuracy::high> : core::softplus_stages {
  static constexpr double bound = 0.9705;
  static constexpr double tail = 87.3;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::softplus_terms<V>& s) {
    const auto log = core::softplus_far(s.e);
    const V far = core::lowered_rest(log.high + log.low, V(1 / core::softplus_scale), native::min(V(0.0f), s.x));
    using coef::softplus::even;
    const V q = core::softplus_even(s.x * s.x, V(even[0]), V(even[1]), V(even[2]), V(even[3]));
    const V near = native::fms(s.x, native::fnma(s.x, q, V(0.5f)), V(coef::softplus::ln2));
    return native::select(native::lt(native::abs(s.x), V(core::softplus_meet)), near, far);
  }
};

SIMDACT_NAMESPACE_END
