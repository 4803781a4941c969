// SPDX-License-Identifier: MIT
// sigmoid(x) = 1 / (1 + e^-x)
#pragma once

#include <cmath>

#include "simdact/core/exp.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct sigmoid {
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    return R(1) / (R(1) + exp(R(-x)));
  }

  static constexpr float scale = core::exp_ratio<-32>;

  template <class V>
  using reduced = core::exp_reduced<-1, V>;

  template <class V>
  struct sum {
    V large, small, w, d;
  };

  // K / (K + K e^-x), K = 0.915 * 2^-32: so K e^105 does not overflow where the result is subnormal. Below -105 the
  // result is 0, above 60 it is 1; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(tier::high, V x) {
    return core::exp_reduce<-1>(native::min(V(60.0f), native::max(V(-105.0f), x)));
  }

  // K + A + W, and d, the same rounded twice.
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(tier::high, const reduced<V>& e) {
    const core::exp_parts<V> s = core::exp_ratio_terms<-32>(e);
    const V w = core::exp_low(s);
    return {native::max(V(scale), s.a), native::min(V(scale), s.a), w, (s.a + V(scale)) + w};
  }

  // The quotient q = K / d corrected by its remainder: y = q + q e with K e = K - q (K + A + W). The larger of K and A
  // is subtracted first: that leaves less than 2^-33, rounded accordingly. Near x = 0, where A + W may be larger than K
  // and A not, K and A are one float.
  template <class V>
  static SIMDACT_INLINE V finish(tier::high, const sum<V>& s) {
    const V q = native::div(V(scale), s.d);
    const V e = native::fnma(q, s.w, native::fnma(q, s.small, native::fnma(q, s.large, V(scale))));
    return native::fma(e, q * V(1 / scale), q);
  }

  // The quotient alone.
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(tier::fast, V x) {
    return reduce(tier::high{}, x);
  }
  template <class V>
  static SIMDACT_INLINE V evaluate(tier::fast, const reduced<V>& e) {
    const core::exp_parts<V> s = core::exp_ratio_terms<-32>(e);
    return native::fma(s.a, s.p, s.a + V(scale));
  }
  template <class V>
  static SIMDACT_INLINE V finish(tier::fast, const V& d) {
    return native::div(V(scale), d);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9568, -0x1.235b5cp-3},
                                     {SIMDACT_F32, SIMDACT_FAST, 2.4491, -0x1.618f68p-3}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
