// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/softplus.hpp"
#include "simdact/op/softplus/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) + ln(1 + e^-|x|) with the logarithm as a polynomial in e^-|x|: core/softplus.hpp.
template <>
struct kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::fast>
    : core::softplus_fast_stages,
      at_or<kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::fast>,
            kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::exact>> {
  static constexpr double bound = 2.219;
  static constexpr double tail = 87.3;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::softplus_power<V>& s) {
    return core::lowered_sum(core::softplus_series(s), V(1 / core::softplus_scale), native::max(V(0.0f), s.x));
  }

  // The same for alpha x, with the logarithm times 1 / alpha.
  template <class V>
  struct at : core::softplus_at<V> {
    using core::softplus_at<V>::softplus_at;
    SIMDACT_INLINE core::softplus_power<V> evaluate(const core::softplus_reduced<V>& s) const {
      return kernel::evaluate(s);
    }
    SIMDACT_INLINE V finish(const core::softplus_power<V>& s) const {
      const V scale = this->inverse * V(1 / core::softplus_scale);
      return native::fma(core::softplus_series(s), scale, native::max(V(0.0f), s.x));
    }
  };
};

SIMDACT_NAMESPACE_END
