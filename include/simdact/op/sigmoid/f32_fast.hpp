// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/sigmoid/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// The quotient K / (K + K e^-x) alone.
template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 2.450;
  static constexpr double tail = 87.3;
  using high = kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::high>;

  template <class V>
  static SIMDACT_INLINE high::reduced<V> reduce(V x) {
    return high::reduce(x);
  }
  template <int sign, class V>
  static SIMDACT_INLINE V evaluate(const core::exp_reduced<sign, V>& e) {
    const core::exp_parts<V> s = core::exp_ratio_terms<-32>(e);
    return native::fma(s.a, s.p, s.a + V(high::k));
  }
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> finish(const V& d) {
    if constexpr (core::avoids_subnormals) {
      const auto raised = core::raised_quotient(high::k, d);
      return {raised.sum - raised.edge, 0x1p-64f};
    } else {
      return native::div(V(high::k), d);
    }
  }
};

SIMDACT_NAMESPACE_END
