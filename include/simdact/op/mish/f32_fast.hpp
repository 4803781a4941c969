// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/mish/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

// x h / (h + 1) with h = n/2 = e + e^2/2. Numerator and denominator are scaled by K = 0.915 * 2^48, for which core/exp
// has a table a little more accurate than for 2^48: nothing is subnormal before the division, which rounds the negative
// tail once.
template <>
struct kernel<op::mish, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.706;
  static constexpr double tail = 56.2;
  static constexpr bool meets_subnormals = true;
  using high = kernel<op::mish, direction::forward, arithmetic::f32, accuracy::high>;

  template <class V>
  static SIMDACT_INLINE high::reduced<V> reduce(V x) {
    return high::reduce(x);
  }

  template <class V>
  struct quotient {
    V x, numerator, denominator;
  };
  template <class V>
  static SIMDACT_INLINE quotient<V> evaluate(const high::reduced<V>& s) {
    constexpr float k = core::exp_ratio<48>;
    const V e = core::exp_sum(core::exp_ratio_terms<48>(s.e));                      // K e
    const V h = native::fma(e, core::held_above(V(0x1p-60f), e) * V(0.5f / k), e);  // K h
    return {s.x, s.bounded * h, h + V(k)};
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const quotient<V>& f) {
    return native::select(native::lt(V(high::top), f.x), f.x,
                          core::lowered_quotient(f.numerator, f.denominator, core::raising<float>));
  }
};

SIMDACT_NAMESPACE_END
