// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// K / (K + K e^-x) as a quotient that is corrected by its remainder. K = 0.915 * 2^-32: the power of two, so that e^105
// does not overflow where the result is subnormal, and a factor for which core/exp has a more accurate table.
template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9568;
  static constexpr double tail = 87.3;
  static constexpr float k = core::exp_ratio<-32>;

  // Below -105 the result is 0, above 40 it is 1; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE V clamp(const V& x) {
    return native::min(V(40.0f), native::max(V(-105.0f), x));
  }
  template <class V>
  using reduced = core::exp_reduced<-1, V>;
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    return core::exp_reduce<-1>(clamp(x));
  }

  // K e^-x = A + W, so that the denominator is the sum of three floats: K, A and W. They are kept, the larger of K and
  // A first, beside d, the sum as one float.
  template <class V>
  struct sum {
    V large, small, w, d;
  };
  template <int sign, class V>
  static SIMDACT_INLINE sum<V> evaluate(const core::exp_reduced<sign, V>& e) {
    const core::exp_parts<V> s = core::exp_ratio_terms<-32>(e);
    const V w = core::exp_low(s);
    return {native::max(V(k), s.a), native::min(V(k), s.a), w, (s.a + V(k)) + w};
  }

  // q = K / d is off by its remainder K r = K - q (K + A + W), and the result is q + q r. q times the larger of K and A
  // is at least about K/2, so that K less that is below 2^-33 and has no larger rounding than such a number; what is
  // subtracted then leaves still less. The larger of K and A is that of K and K e^-x: near x = 0, where W might decide,
  // A is K.
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> finish(const sum<V>& s) {
    if constexpr (core::avoids_subnormals) {
      return finish_tail(s);
    } else {
      const V q = native::div(V(k), s.d);
      const V r = native::fnma(q, s.w, native::fnma(q, s.small, native::fnma(q, s.large, V(k))));
      return native::fma(r, q * V(1 / k), q);
    }
  }

 private:
  // All that times 2^64: the same bits where q is subnormal, too.
  template <class V>
  static SIMDACT_INLINE core::unlowered<V> finish_tail(const sum<V>& s) {
    const auto raised = core::raised_quotient(k, s.d);
    const V q = raised.sum - raised.edge;
    const V r = native::fnma(q, s.w, native::fnma(q, s.small, native::fnma(q, s.large, V(0x1p64f * k))));
    return {native::fma(r, q * V(0x1p-64f / k), raised.sum) - raised.edge, 0x1p-64f};
  }
};

SIMDACT_NAMESPACE_END
