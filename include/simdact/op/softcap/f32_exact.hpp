// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_stages.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha m / (m + 2), m = e^(2 u / alpha) - 1, u = |x|, in double, rounded once to float.
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::exact>
    : core::exact_stages<kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::exact>> {
  static constexpr double bound = 0.5;

  // 2 u / 30 is u / 15. From u = 600 on m is above 2^57, and the quotient 1.
  template <class V>
  static SIMDACT_INLINE V argument(const V& x) {
    return native::min(V(600.0f), native::abs(x));
  }
  template <class D>
  static SIMDACT_INLINE core::exact_reduced<D> reduce_double(const D& u) {
    return core::only(core::exact_exp_reduce(u * D(1.0 / 15)));
  }
  template <class D>
  static SIMDACT_INLINE D term(const core::exact_exp_parts<D>& e, const D&) {
    return core::minus_one(e);
  }
  template <class D>
  static SIMDACT_INLINE D result(const D&, const D& m) {
    return native::div(D(30.0) * m, m + D(2.0));
  }
  template <class V>
  static SIMDACT_INLINE V completed(const V& y, const V& x) {
    return native::with_sign(y, x);
  }

  using core::exact_stages<kernel>::eval;
  // From 2 u / alpha = 40 on the quotient is 1. Not proven to be correctly rounded.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const auto f = [](const auto& u, const auto& alpha) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(u)>;
      const D twice = native::min(D(40.0), u * native::div(D(2.0), alpha));
      const D m = core::minus_one(core::exact_exp(twice));
      return alpha * native::div(m, m + D(2.0));
    };
    return native::with_sign(core::in_double(f, native::abs(x), p.alpha), x);
  }
};

SIMDACT_NAMESPACE_END
