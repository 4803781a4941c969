// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/softplus.hpp"
#include "simdact/op/softplus/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) + ln(1 + e^-|x|) with the logarithm as a polynomial in e^-|x|: core/softplus.hpp.
template <>
struct kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::fast> : core::softplus_fast_stages {
  static constexpr double bound = 2.219;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::softplus_power<V>& s) {
    return native::fma(core::softplus_series(s), V(1 / core::softplus_scale), native::max(V(0.0f), s.x));
  }

  // max(x, 0) + ln(1 + e^-u) / alpha, u = alpha |x|, for 2^-8 <= alpha <= 2^60; high serves the others. From u = 110 on
  // the quotient rounds to zero.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    if (native::any(native::mask_or(native::lt(p.alpha, V(0x1p-8f)), native::lt(V(0x1p60f), p.alpha)))) {
      return kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::high>::eval(x, p);
    }
    const V u = native::min(native::div(V(110.0f), p.alpha), native::abs(x));
    const V log =
        core::softplus_series(evaluate(core::softplus_reduced<V>{x, core::exp_reduce_product<-1>(p.alpha, u)}));
    return native::fma(log, native::div(V(1 / core::softplus_scale), p.alpha), native::max(V(0.0f), x));
  }
};

SIMDACT_NAMESPACE_END
