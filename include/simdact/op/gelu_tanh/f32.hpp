// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/op/gelu_tanh/common.hpp"

SIMDACT_NAMESPACE_BEGIN

// The quotient of op/gelu_tanh/common.hpp from a sum in two parts, corrected by its remainder.
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::high> : gelu_tanh_power {
  static constexpr double bound = 0.9954;

  // d + low = K (1 + 2^P) = K + A + A p. The table is such that A is at least K. So d lies between A / 2 and 2 A, and
  // d - A is exact; so is K - (d - A), where K still counts, and low is rounded only once.
  template <class V>
  struct sum {
    V x, u, d, low;
  };
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(const reduced<V>& e) {
    const core::exp_parts<V> y = power(e);
    const V d = native::fma(y.a, y.p, y.a + V(scale));
    return {e.x, e.u, d, native::fma(y.a, y.p, V(scale) - (d - y.a))};
  }

  // The quotient q = u / d leaves the remainder u - q (d + low), and g = K (q + remainder / d). That term is so small
  // that 1 / d may be wrong by a twentieth, as a difference of bit patterns is: the bits of d nearly are its logarithm.
  // The last step rounds once, subnormal results too. For x < 0 the maximum is -0, the limit at -infinity. NaN passes
  // it.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const sum<V>& s) {
    const V q = native::div(s.u, s.d);
    const V remainder = native::fnma(q, s.low, native::fnma(q, s.d, s.u));
    const V inverse = native::from_bits<V>(native::to_bits(V(0x1.e6p126f)) - native::to_bits(s.d));
    const V g = native::fma(remainder, inverse, q);
    return native::fnma(g, V(scale), native::max(V(-0.0f), s.x));
  }
};

SIMDACT_NAMESPACE_END
