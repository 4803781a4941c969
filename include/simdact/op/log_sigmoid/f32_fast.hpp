// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/softplus.hpp"

SIMDACT_NAMESPACE_BEGIN

// min(x, 0) - ln(1 + e^-|x|) with the logarithm as a polynomial in e^-|x|: core/softplus.hpp.
template <>
struct kernel<op::log_sigmoid, direction::forward, arithmetic::f32, accuracy::fast> : core::softplus_fast_stages {
  static constexpr double bound = 2.219;
  static constexpr double tail = 87.3;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::softplus_power<V>& s) {
    return core::lowered_rest(core::softplus_series(s), V(1 / core::softplus_scale), native::min(V(0.0f), s.x));
  }
};

SIMDACT_NAMESPACE_END
