// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// In double, rounded once to float. One result lies too near the middle of two floats for a double to tell its side.
template <>
struct kernel<op::softsign, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // The bound 2^126, where the result is 1 long since, keeps an infinite x from a NaN.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::min(V(0x1p126f), native::abs(x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::div(d, D(1.0) + d);
    };
    return native::with_sign(core::corrected(core::in_double(f, u), u, 0x1.17022cp-7f, 0x1.14a722p-7f), x);
  }
};

SIMDACT_NAMESPACE_END
