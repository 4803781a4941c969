// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/softplus.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) + ln(1 + e^-|x|) with the logarithm as a polynomial in e^-|x|: core/softplus.hpp.
template <>
struct kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::fast> : core::softplus_fast_stages {
  static constexpr double bound = 2.219;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::softplus_power<V>& s) {
    return native::fma(core::softplus_series(s), V(1 / core::softplus_scale), native::max(V(0.0f), s.x));
  }
};

SIMDACT_NAMESPACE_END
