// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / d alone for x up to 60, d = K (1 + e^-x) with K = 2^-32; what x has above 60, where d is K, is added.
template <>
struct kernel<op::swish, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 2.665;

  // Below -110 the result is -0. The bounds of x are applied here and once more below: of anything that a stage hands
  // on beside x itself gcc 12 keeps a copy in memory.
  template <class V>
  struct reduced {
    V x;
    core::exp_reduced<-1, V> e;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    return {x, core::exp_reduce<-1>(native::min(V(60.0f), native::max(V(-110.0f), x)))};
  }

  template <class V>
  struct quotient {
    V bounded, d;
  };
  template <class V>
  static SIMDACT_INLINE quotient<V> evaluate(const reduced<V>& s) {
    const core::exp_parts<V> e = core::exp_terms<3, -32>(s.e);
    return {native::max(V(-110.0f), s.x), native::fma(e.a, e.p, e.a + V(0x1p-32f))};
  }

  // The difference that is subtracted is +0 up to 60, which leaves a zero its sign.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const quotient<V>& s) {
    const V inside = native::min(V(60.0f), s.bounded);
    return native::fms(native::div(inside, s.d), V(0x1p-32f), inside - s.bounded);
  }
};

SIMDACT_NAMESPACE_END
