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
  static SIMDACT_INLINE f32_lanes<V> finish(const sum<V>& s) {
    if constexpr (core::avoids_subnormals) return finish_tail(s);
    const V q = native::div(V(k), s.d);
    const V r = native::fnma(q, s.w, native::fnma(q, s.small, native::fnma(q, s.large, V(k))));
    return native::fma(r, q * V(1 / k), q);
  }

 private:
  // The same bits where q is subnormal, too: raised q, which has the digits of q, times a lowered denominator, of which
  // K is nothing.
  template <class V>
  static SIMDACT_INLINE V finish_tail(const sum<V>& s) {
    const auto q = core::raised_quotient(V(k), s.d);
    const V value = q.value - native::select_or_zero(q.is_raised, q.edge);
    const V power = native::select(q.is_raised, V(0x1p-64f), V(1.0f));
    const V w = s.w * power, small = native::select(q.is_raised, V(0.0f), s.small), large = s.large * power;
    const V r = native::fnma(value, w, native::fnma(value, small, native::fnma(value, large, V(k))));
    return core::lowered_float(q.is_raised, native::fma(r, value * V(1 / k), q.value));
  }
};

SIMDACT_NAMESPACE_END
