// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/swish/f32.hpp"

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

  // The same for p = alpha x, 1/2 <= alpha <= 2^60; high serves the others. The bounds of p become those of x. Below
  // the lower one the result rounds to zero, since x e^-110 does for |x| up to 220.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& parameter) {
    const V alpha = parameter.alpha;
    if (native::any(native::mask_or(native::lt(alpha, V(0.5f)), native::lt(V(0x1p60f), alpha)))) {
      return kernel<op::swish, direction::forward, arithmetic::f32, accuracy::high>::eval(x, parameter);
    }
    const V bounded = native::max(native::div(V(-110.0f), alpha), x);
    const V inside = native::min(native::div(V(60.0f), alpha), bounded);
    const core::exp_parts<V> e = core::exp_terms<3, -32>(core::exp_reduce_product<-1>(alpha, inside));
    const V d = native::fma(e.a, e.p, e.a + V(0x1p-32f));
    return native::fms(native::div(inside, d), V(0x1p-32f), inside - bounded);
  }
};

SIMDACT_NAMESPACE_END
