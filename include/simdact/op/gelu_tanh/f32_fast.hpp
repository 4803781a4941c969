// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/common.hpp"

SIMDACT_NAMESPACE_BEGIN

// The quotient of op/gelu_tanh/common.hpp, without what its sum and its rounding lose.
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::fast> : gelu_tanh_power {
  static constexpr double bound = 2.181;

  template <class V>
  struct ratio {
    V x, u, d;
  };
  template <class V>
  static SIMDACT_INLINE ratio<V> evaluate(const reduced<V>& e) {
    const core::exp_parts<V> y = power(e);
    return {e.x, e.u, native::fma(y.a, y.p, y.a + V(scale))};
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const ratio<V>& s) {
    return native::fnma(native::div(s.u, s.d), V(scale), native::max(V(-0.0f), s.x));
  }
};

SIMDACT_NAMESPACE_END
