// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/swish/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / d alone for x up to 60, d = K (1 + e^-x) with K = 2^-32; what x has above 60, where d is K, is added.
template <>
struct kernel<op::swish, direction::forward, arithmetic::f32, accuracy::fast>
    : at_or<kernel<op::swish, direction::forward, arithmetic::f32, accuracy::fast>,
            kernel<op::swish, direction::forward, arithmetic::f32, accuracy::high>> {
  static constexpr double bound = 2.665;
  static constexpr double tail = 91.7;

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
    return {native::max(V(-110.0f), s.x), denominator(s)};
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const quotient<V>& s) {
    return finish(s, V(60.0f));
  }

  // The same for alpha x, 1/2 <= alpha <= 2^60; high serves the others. Below -110 / alpha the result rounds to zero,
  // since x e^-110 does for |x| up to 220.
  template <class V>
  struct at {
    V alpha, least, most;

    SIMDACT_INLINE explicit at(const parameters<V>& p)
        : alpha(p.alpha), least(native::div(V(-110.0f), alpha)), most(native::div(V(60.0f), alpha)) {}
    static SIMDACT_INLINE bool serves(const parameters<V>& p) {
      return !native::any(native::mask_or(native::lt(p.alpha, V(0.5f)), native::lt(V(0x1p60f), p.alpha)));
    }
    SIMDACT_INLINE reduced<V> reduce(const V& x) const {
      return {x, core::exp_reduce_product<-1>(alpha, native::min(most, native::max(least, x)))};
    }
    SIMDACT_INLINE quotient<V> evaluate(const reduced<V>& s) const { return {native::max(least, s.x), denominator(s)}; }
    SIMDACT_INLINE V finish(const quotient<V>& s) const { return kernel::finish(s, most); }
  };

 private:
  template <class V>
  static SIMDACT_INLINE V denominator(const reduced<V>& s) {
    const core::exp_parts<V> e = core::exp_terms<3, -32>(s.e);
    return native::fma(e.a, e.p, e.a + V(0x1p-32f));
  }
  // The difference that is subtracted is +0 up to most, which leaves a zero its sign.
  template <class V>
  static SIMDACT_INLINE V finish(const quotient<V>& s, const V& most) {
    const V inside = native::min(most, s.bounded);
    return core::lowered_difference(native::div(inside, s.d), V(0x1p-32f), inside - s.bounded);
  }
};

SIMDACT_NAMESPACE_END
