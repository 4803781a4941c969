// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh u = m / (m + 2), m = e^(2 u) - 1, u = |x|, in double, rounded once to float. From 10 on that is 1.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& u) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(u)>;
      const D m = core::minus_one(core::exact_exp(u + u));
      return native::div(m, m + D(2.0));
    };
    return native::with_sign(core::in_double(f, native::min(V(10.0f), native::abs(x))), x);
  }
};

SIMDACT_NAMESPACE_END
