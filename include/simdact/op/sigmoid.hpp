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

  template <class V>
  using reduced = core::exp_reduced<-1, V>;

  template <class V>
  struct sum {
    V d, low;
  };

  // K sigmoid(x) = K / (1 + e^-x) with K = 2^-32, so that K e^105 does not overflow where the result is subnormal. Below
  // -105 the result is 0, above 60 it is 1; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(tier::high, V x) {
    return core::exp_reduce<-1>(native::min(V(60.0f), native::max(V(-105.0f), x)));
  }

  // d + low = K + A + W, the low part exact but for the rounding of W.
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(tier::high, const reduced<V>& e) {
    const core::exp_parts<V> s = core::exp_terms<3, -32>(e);
    const V w = core::exp_low(s);
    const V large = native::max(V(0x1p-32f), s.a);
    const V small = native::min(V(0x1p-32f), s.a);
    const V d = (large + small) + w;
    return {d, (small - (d - large)) + w};
  }

  // The quotient q = K / d corrected by its remainder, K - q (d + low) = q K e: y = q + q e.
  template <class V>
  static SIMDACT_INLINE V finish(tier::high, const sum<V>& s) {
    const V q = native::div(V(0x1p-32f), s.d);
    const V remainder = native::fnma(q, s.low, native::fnma(q, s.d, V(0x1p-32f)));
    return native::fma(remainder, q * V(0x1p32f), q);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.8890, -0x1.5db152p+5}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
