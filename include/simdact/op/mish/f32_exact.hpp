// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// x n / (n + 2) with n = e (e + 2), e = e^x, in double, rounded once to float. One result lies too near the middle of
// two floats for a double to tell its side.
template <>
struct kernel<op::mish, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr bool scales = false;
  static constexpr double slope[] = {0.6, 0.6};

  // The result rounds to -0 below -120, and n / (n + 2) to 1 long before x = 60.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D e = core::value(core::exact_exp(native::min(D(60.0), d)));
      const D n = native::fma(e, e, e + e);
      return d * native::div(n, n + D(2.0));
    };
    return core::corrected(core::in_double(f, native::max(V(-120.0f), x)), x, -0x1.4p-24f, -0x1.7ffffep-25f);
  }
};

SIMDACT_NAMESPACE_END
