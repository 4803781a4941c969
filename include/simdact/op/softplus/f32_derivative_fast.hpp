// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/sigmoid.hpp"
#include "simdact/op/softplus.hpp"

SIMDACT_NAMESPACE_BEGIN

// The quotient without its remainder.
template <>
struct kernel<op::softplus, direction::backward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 4;

  template <class V>
  static SIMDACT_INLINE auto reduce(const V& x) {
    return core::sigmoid_reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE V evaluate(const core::exp_reduced<-1, V>& e) {
    const core::exp_parts<V> s = core::exp_ratio_terms<-32>(e);
    return native::fma(s.a, s.p, s.a + V(core::sigmoid_scale));
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const V& d) {
    return native::div(V(core::sigmoid_scale), d);
  }
};

SIMDACT_NAMESPACE_END
