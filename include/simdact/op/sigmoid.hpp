// SPDX-License-Identifier: MIT
// sigmoid(x) = 1 / (1 + e^-x)
#pragma once

#include <cmath>

#include "simdact/core/exact.hpp"
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

  // 1 / (1 + e^-x) in double. Near 0 that is 1/2 + x/4 - x^3/48, where the cubic term, too small for a double, decides
  // ties: there, a line a little less steep. One result lies too near a midpoint.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const V bounded = native::min(V(100.0f), native::max(V(-120.0f), x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::div(D(1.0), core::plus_one(core::exact_exp(native::negate(d))));
    };
    const V y = core::corrected(core::in_double(f, bounded), x, -0x1.250c02p-10f, 0x1.ffb6bep-2f);
    const V line = native::fma(x, V(0x1.fffffep-3f) /* below 1/4 */, V(0.5f));
    return native::select(native::lt(native::abs(x), V(0x1p-15f)), line, y);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9568, -0x1.235b5cp-3},
                                     {SIMDACT_F32, SIMDACT_FAST, 2.4491, -0x1.618f68p-3},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, -0x1.250c02p-10}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
