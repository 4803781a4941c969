// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/exact_erf.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// In double, rounded once to float: for u = |x|, erf u = u p(w), a polynomial in w = u^2 - middle, in which the terms
// cancel far less than in u^2.
template <>
struct kernel<op::erf, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // From 3.93 on the result is 1. One result lies so near the midpoint of two floats that the double's error takes it
  // to the other side.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::min(V(3.93f), native::abs(x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D w = native::fms(d, d, D(coef::exact_erf::middle));
      return d * core::exact_polynomial(w, coef::exact_erf::p);
    };
    return native::with_sign(core::corrected(core::in_double(f, u), u, 0x1.81d5acp-13f, 0x1.b35e28p-13f), x);
  }
};

SIMDACT_NAMESPACE_END
