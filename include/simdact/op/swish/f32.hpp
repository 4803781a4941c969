// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/swish/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / d, d = K (1 + e^-x), as a quotient that is corrected by its remainder. K = 2^-60, so that e^128 does not
// overflow.
template <>
struct kernel<op::swish, direction::forward, arithmetic::f32, accuracy::high>
    : at_or<kernel<op::swish, direction::forward, arithmetic::f32, accuracy::high>,
            kernel<op::swish, direction::forward, arithmetic::f32, accuracy::exact>> {
  static constexpr double bound = 0.9285;
  static constexpr double tail = 91.7;

  // x held above bottom, below which the result is -0.
  template <class V>
  struct reduced {
    V x;
    core::exp_reduced<-1, V> e;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    const V bounded = native::max(V(bottom), x);
    return {bounded, core::exp_reduce<-1>(native::min(V(top), bounded))};
  }

  // d + low = K (1 + e^-x), A + W being the scaled exponential. The low part is exact but for the rounding of W. In
  // this order d is 2 K for tiny x, whose remainder below may be subnormal.
  template <class V>
  struct sum {
    V x, d, low;
  };
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(const reduced<V>& s) {
    const core::exp_parts<V> parts = core::exp_terms<3, -60>(s.e);
    const V w = core::exp_low(parts);
    const V large = native::max(V(k), parts.a);
    const V small = native::min(V(k), parts.a);
    const V d = large + (small + w);
    return {s.x, d, (small - (d - large)) + w};
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const sum<V>& s) {
    return finish(s, V(top));
  }

  // The same for alpha x. Below bottom / alpha the result rounds to zero, since 128 e^-128 / alpha does. The upper
  // bound is in [20, 40) / alpha, and all of its bits are ones.
  template <class V>
  struct at {
    V alpha, least, most;

    SIMDACT_INLINE explicit at(const parameters<V>& p)
        : alpha(p.alpha),
          least(native::div(V(bottom), alpha)),
          most(native::from_bits<V>(native::to_bits(native::div(V(20.0f), alpha)) | native::bits_t<V>(0x7fffffu))) {}
    static SIMDACT_INLINE bool serves(const parameters<V>& p) {
      return !native::any(native::mask_or(native::lt(p.alpha, V(0x1p-20f)), native::lt(V(0x1p60f), p.alpha)));
    }
    SIMDACT_INLINE reduced<V> reduce(const V& x) const {
      const V bounded = native::max(least, x);
      return {bounded, core::exp_reduce_product<-1>(alpha, native::min(most, bounded))};
    }
    SIMDACT_INLINE sum<V> evaluate(const reduced<V>& s) const { return kernel::evaluate(s); }
    SIMDACT_INLINE V finish(const sum<V>& s) const { return kernel::finish(s, most); }
  };

 private:
  // From 20 on e^-x does not matter. All of its bits are ones: no sum with it is a tie between two floats.
  static constexpr float k = 0x1p-60f, bottom = -128.0f, top = 0x1.fffffep4f /* 32 */;

  // With q = 1 / d and y = x q, rounded twice, y d - x is exact, and y (d + low) - x over d is what y has in excess: +0
  // where y is a zero, whose sign it leaves. Times K, it rounds once where the result is subnormal. What x has above
  // most is added in that step: the difference that is subtracted is +0 up to there.
  template <class V>
  static SIMDACT_INLINE V finish(const sum<V>& s, const V& most) {
    const V inside = native::min(most, s.x);
    const V q = native::div(V(1.0f), s.d);
    const V y = inside * q;
    const V excess = native::fma(y, s.low, native::fms(y, s.d, inside));
    return core::lowered_difference(native::fnma(excess, q, y), V(k), inside - s.x);
  }
};

SIMDACT_NAMESPACE_END
