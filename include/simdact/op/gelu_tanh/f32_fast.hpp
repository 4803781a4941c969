// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// As high, without the low part of the sum and without the remainder of the quotient.
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 2.181;
  static constexpr double tail = 10.05;

  using high = kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::high>;

  template <class V>
  static SIMDACT_INLINE high::reduced<V> reduce(V x) {
    return high::reduce(x);
  }

  template <class V>
  struct ratio {
    V x, u, d;
  };
  template <class V>
  static SIMDACT_INLINE ratio<V> evaluate(const high::reduced<V>& e) {
    const core::exp_parts<V> y = high::power(e);
    return {e.x, e.u, native::fma(y.a, y.p, y.a + V(high::scale))};
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const ratio<V>& s) {
    return core::lowered_rest(native::div(s.u, s.d), V(high::scale), native::max(V(-0.0f), s.x));
  }
};

SIMDACT_NAMESPACE_END
