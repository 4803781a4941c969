// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/f64/normal.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) - u Phi(-u), u = |x|: core/f64/normal.hpp. Every factor and every sum is in two parts.
template <>
struct kernel<op::gelu, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7654;

  // u and the exponential are both times 2^64, so that nothing is subnormal before the last step.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    const V u = native::min_abs(V(f64::normal_end), x);
    core::two_part<V> factor = times(u * V(0x1p64), mills(u));
    const auto far = native::lt(V(coef::f64_gelu::top), u);
    if (__builtin_expect(native::any(far), 0)) factor = f64::select(far, times(V(0x1p64), f64::far_part(u)), factor);

    const f64::scaled_exp<V> e = f64::gauss(u, -0.5);
    const core::two_part<V> g = f64::product(e.mantissa, factor);
    const V power = f64::exp_power<64>(e.n);
    return finish(x, g.high * power, g.low * power);
  }

 private:
  // e^(u^2/2) Phi(-u): a value, which is nearly exact, and a polynomial in the distance from where it is that.
  template <class V>
  static SIMDACT_INLINE core::two_part<V> mills(const V& u) {
    const native::bits_t<V> i = core::f64::segment_of(u, coef::f64_gelu::mills_rate, 1.0);
    const auto at = native::lookup_pair<V, table, 0>(i);
    const V v = u - at.second;
    const V p = core::f64::segment_polynomial<table, 2, 14>(i, v);
    const V high = native::fma(p, v, at.first);
    return {high, native::fma(p, v, at.first - high)};
  }

  // For x < 0 one rounding of -2^-128 high, to a subnormal number too; the maximum is -0, the limit at -infinity. For
  // larger x what that rounding lost is added, low with it; from 40 on, where they would give NaN in the end, they are
  // nothing beside x. NaN passes the maximum.
  template <class V>
  static SIMDACT_INLINE V finish(const V& x, const V& high, const V& low) {
    const V unscale(0x1p-128), positive = native::max(V(-0.0), x);
    const V y = native::fnma(high, unscale, positive);
    const V lost = native::fnma(low, unscale, native::fnma(high, unscale, positive - y));
    const auto inside = native::mask_and(native::lt(V(0.0), x), native::lt(x, V(40.0)));
    return native::select(inside, y + lost, y);
  }

  template <class V>
  static SIMDACT_INLINE core::two_part<V> times(const V& a, const core::two_part<V>& b) {
    const core::two_part<V> p = core::f64::two_product(a, b.high);
    return {p.high, native::fma(a, b.low, p.low)};
  }

  using table = core::f64::segment_table<
      coef::f64_gelu::mills_value, coef::f64_gelu::mills_centre, coef::f64_gelu::mills13, coef::f64_gelu::mills12,
      coef::f64_gelu::mills11, coef::f64_gelu::mills10, coef::f64_gelu::mills9, coef::f64_gelu::mills8,
      coef::f64_gelu::mills7, coef::f64_gelu::mills6, coef::f64_gelu::mills5, coef::f64_gelu::mills4,
      coef::f64_gelu::mills3, coef::f64_gelu::mills2, coef::f64_gelu::mills1, coef::f64_gelu::mills0>;
};

SIMDACT_NAMESPACE_END
