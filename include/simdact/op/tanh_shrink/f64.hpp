// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_tanh_shrink.hpp"
#include "simdact/core/f64/tanh.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// Up to u = |x| = 1/2, u - tanh u = u^3 (1/3 + u^2 q(u^2)); beyond, from tanh u in two parts.
template <>
struct kernel<op::tanh_shrink, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7546;
  static constexpr bool scales = false;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    const V u = native::abs(x);
    return native::with_sign(native::select(native::lt(V(0.5), u), beyond(u), inside(u)), x);
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

  // From 25 on tanh u is 1, and from 2^60 on that is nothing beside u, which may be infinite.
  template <class V>
  static SIMDACT_INLINE V beyond(const V& u) {
    namespace f64 = core::f64;
    const core::two_part<V> t = f64::tanh(native::min(V(25.0), u));
    const V high = u - t.high;
    const V y = high + (((u - high) - t.high) - t.low);
    return native::select(native::lt(V(0x1p60), u), u, y);
  }
};

SIMDACT_NAMESPACE_END
