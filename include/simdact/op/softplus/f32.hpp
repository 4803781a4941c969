// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/softplus.hpp"
#include "simdact/op/softplus/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) + ln(1 + e^-|x|), and near 0 ln 2 + x (1/2 + x q(x^2)): core/softplus.hpp.
template <>
struct kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::high>
    : core::softplus_stages,
      at_or<kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::high>,
            kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::exact>> {
  static constexpr double bound = 0.9705;
  static constexpr double tail = 87.3;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::softplus_terms<V>& s) {
    const auto log = core::softplus_far(s.e);
    const V far = core::lowered_sum(log.high + log.low, V(1 / core::softplus_scale), native::max(V(0.0f), s.x));
    const V even = core::softplus_even(s.x * s.x, V(coef::softplus::even[0]), V(coef::softplus::even[1]),
                                       V(coef::softplus::even[2]), V(coef::softplus::even[3]));
    const V near = native::fma(s.x, native::fma(s.x, even, V(0.5f)), V(coef::softplus::ln2));
    return native::select(native::lt(native::abs(s.x), V(core::softplus_meet)), near, far);
  }

  // The same for alpha x. What alpha multiplies in the form near 0, and 1 / alpha in the other, is computed before:
  //   near 0         ln 2 / alpha + x (1/2 + x (alpha q(alpha^2 x^2))), the first in two parts
  //   farther off    max(x, 0) + (H inverse + (L + H delta) inverse),
  // the logarithm being H + L and 1 / alpha inverse (1 + delta).
  template <class V>
  struct at : core::softplus_at<V> {
    V meet, delta, ln2, ln2_low, even[4];

    SIMDACT_INLINE explicit at(const parameters<V>& p)
        : core::softplus_at<V>(p),
          meet(V(core::softplus_meet) * this->inverse),
          delta(native::fnma(this->inverse, p.alpha, V(1.0f))),
          ln2(native::div(V(coef::softplus::ln2), p.alpha)),
          ln2_low(native::fnma(ln2, p.alpha, V(coef::softplus::ln2)) * this->inverse) {
      V power = p.alpha;
      for (int i = 0; i < 4; ++i, power = power * p.alpha * p.alpha) even[i] = V(coef::softplus::even[i]) * power;
    }
    SIMDACT_INLINE core::softplus_terms<V> evaluate(const core::softplus_reduced<V>& s) const {
      return kernel::evaluate(s);
    }
    SIMDACT_INLINE V finish(const core::softplus_terms<V>& s) const {
      const auto log = core::softplus_far(s.e);
      const V low = native::fma(log.high, delta, log.low) * this->inverse;
      const V sum = native::fma(log.high, this->inverse, low);
      const V far = native::fma(sum, V(1 / core::softplus_scale), native::max(V(0.0f), s.x));
      const V q = core::softplus_even(s.x * s.x, even[0], even[1], even[2], even[3]);
      const V near = ln2 + native::fma(s.x, native::fma(s.x, q, V(0.5f)), ln2_low);
      return native::select(native::lt(native::abs(s.x), meet), near, far);
    }
  };
};

SIMDACT_NAMESPACE_END
