// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha m / (m + 2), m = e^(2 u / alpha) - 1, u = |x|, in double, rounded once to float.
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // 2 u / 30 is u / 15. From u = 600 on m is above 2^57, and the quotient 1.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& u) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(u)>;
      const D m = core::minus_one(core::exact_exp(u * D(1.0 / 15)));
      return native::div(D(30.0) * m, m + D(2.0));
    };
    return native::with_sign(core::in_double(f, native::min(V(600.0f), native::abs(x))), x);
  }

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
