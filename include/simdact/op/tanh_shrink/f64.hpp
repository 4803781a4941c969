// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_tanh_shrink.hpp"
#include "simdact/core/f64/logistic.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// Up to u = |x| = 1/2, u - tanh u = u^3 (1/3 + u^2 q(u^2)); beyond, u - 1 + 2 / (e^(2 u) + 1) in two parts.
template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7546;
  static constexpr bool scales = false;

  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    const V bounded = native::min(V(25.0), native::abs(x));
    return {x, core::f64::exp_reduce(bounded + bounded)};
  }
  template <class V>
  struct fraction {
    V x, d, d_low;
  };
  template <class V>
  static SIMDACT_INLINE fraction<V> evaluate(const core::f64::exp_reduced_of<V>& s) {
    namespace f64 = core::f64;
    const core::two_part<V> m = f64::exp_mantissa(f64::exp_remainder_wide(s.reduced()));
    const V power = f64::exp_power(s.reduced());
    const core::two_part<V> d = f64::fast_two_sum(power * m.high, V(1.0));
    return {s.x, d.high, native::fma(power, m.low, d.low)};
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const fraction<V>& f) {
    const V u = native::abs(f.x);
    return native::with_sign(
        native::select(native::lt(V(0.5), u), beyond(u, core::two_part<V>{f.d, f.d_low}), inside(u)), f.x);
  }

 private:
  // u^3 = w + low, times 2^256: so only the last step rounds results that are subnormal.
  template <class V>
  static SIMDACT_INLINE V inside(const V& u) {
    namespace f64 = core::f64;
    const V square = u * u, big = u * V(0x1p256), w = big * square;
    const V low = native::fma(big, native::fms(u, u, square), native::fms(big, square, w));
    const V q = core::exact_polynomial(square, coef::f64_tanh_shrink::q);
    const V p = native::fma(square, q, V(coef::f64_tanh_shrink::third_low));
    const V third(1.0 / 3);
    return native::fma(w, third, native::fma(w, p, low * (third + p))) * V(0x1p-256);
  }

  // The sum is that of two numbers of which neither has a last place below 2^-55 where it is below 1/2, and else the
  // first is the larger. From 25 on tanh u is 1, and from 2^60 on that is nothing beside u, which may be infinite.
  template <class V>
  static SIMDACT_INLINE V beyond(const V& u, const core::two_part<V>& d) {
    namespace f64 = core::f64;
    const V one(1.0), less = u - one, less_low = (u - less) - one;
    const core::two_part<V> r = f64::reciprocal(d);
    const core::two_part<V> sum = f64::fast_two_sum(less, r.high + r.high);
    const V y = sum.high + (sum.low + native::fma(r.low, V(2.0), less_low));
    return native::select(native::lt(V(0x1p60), u), u, y);
  }
};

SIMDACT_NAMESPACE_END
