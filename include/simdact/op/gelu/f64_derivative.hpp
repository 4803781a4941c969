// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/decaying.hpp"
#include "simdact/core/f64/normal.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// g(u) = Phi(-u) - u phi(u) for x < 0 and 1 - g(u) elsewhere, u = |x|: core/f64/normal.hpp. The smooth function has the
// zero of gelu', and the double nearest to that is the centre of its segment: the value there is small, and what else
// makes up the function is proportional to the distance.
template <>
struct kernel<op::gelu, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.9747;
  static constexpr double tail = 37.6;

  // g is times 2^120, so that only the last step gives a subnormal number. NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE core::f64::exp_reduced_of<V> reduce(V x) {
    return {x, core::f64::gauss_reduce(magnitude(x), -0.5)};
  }
  template <class V>
  struct exponential {
    V x, n, m, m_low;
  };
  template <class V>
  static SIMDACT_INLINE exponential<V> evaluate(const core::f64::exp_reduced_of<V>& s) {
    const core::two_part<V> m = core::f64::exp_mantissa(core::f64::exp_remainder(s.reduced()));
    return {s.x, core::f64::exp_integer(s.reduced()), m.high, m.low};
  }
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> finish(const exponential<V>& e) {
    namespace f64 = core::f64;
    const V u = magnitude(e.x);
    core::two_part<V> factor = near_factor(u);
    const auto far = native::lt(V(coef::f64_gelu::top), u);
    if (__builtin_expect(native::any(far), 0)) factor = f64::select(far, far_factor(u), factor);

    const V g = native::fma(e.m, factor.high, native::fma(e.m, factor.low, e.m_low * factor.high));
    return core::one_sided(e.x, g * f64::exp_power<120>(e.n), 0x1p-120f);
  }

 private:
  template <class V>
  static SIMDACT_INLINE V magnitude(const V& x) {
    return native::min(V(core::f64::normal_end), native::abs(x));
  }

  // e^(u^2/2) g(u), with v the distance from where the value is nearly exact, as value + line v + v p(v). The line has
  // few bits: its product is exact in two parts, and p(v) is small beside it where the three cancel.
  template <class V>
  static SIMDACT_INLINE core::two_part<V> near_factor(const V& u) {
    const native::bits_t<V> i = core::f64::segment_of<2>(u, coef::f64_gelu::slope_rate, coef::f64_gelu::slope_offset);
    const auto at = native::lookup_pair<V, table, 0>(i);
    const V v = u - at.second, line = native::lookup_pair<V, table, 14>(i).second;
    const V p = core::f64::segment_polynomial<table, 2, 13>(i, v);
    const core::two_part<V> product = core::f64::two_product(line, v);
    const core::two_part<V> sum = core::f64::two_sum(at.first, product.high);
    return {sum.high, native::fma(p, v, sum.low + product.low)};
  }

  // e^(u^2/2) g(u) = u (m - 1 / sqrt(2 pi)), m = e^(u^2/2) Phi(-u) / u.
  template <class V>
  static SIMDACT_INLINE core::two_part<V> far_factor(const V& u) {
    namespace c = coef::f64_gelu;
    const V m = native::div(core::f64::far_part(u).high, u * u);
    const core::two_part<V> sum = core::f64::fast_two_sum(V(-c::far_high), m - V(c::far_low));
    const core::two_part<V> p = core::f64::two_product(u, sum.high);
    return {p.high, native::fma(u, sum.low, p.low)};
  }

  using table = core::f64::segment_table<
      coef::f64_gelu::slope_value, coef::f64_gelu::slope_centre, coef::f64_gelu::slope12, coef::f64_gelu::slope11,
      coef::f64_gelu::slope10, coef::f64_gelu::slope9, coef::f64_gelu::slope8, coef::f64_gelu::slope7,
      coef::f64_gelu::slope6, coef::f64_gelu::slope5, coef::f64_gelu::slope4, coef::f64_gelu::slope3,
      coef::f64_gelu::slope2, coef::f64_gelu::slope1, coef::f64_gelu::slope0, coef::f64_gelu::slope_line>;
};

SIMDACT_NAMESPACE_END
