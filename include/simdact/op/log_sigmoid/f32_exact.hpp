// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// min(x, 0) - ln(1 + e^-|x|) in double, rounded once to float. One result lies too near the middle of two floats for a
// double to tell its side.
template <>
struct kernel<op::log_sigmoid, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::min(D(0.0), d) - core::exact_softplus(native::max(D(-700.0), native::negate(native::abs(d))));
    };
    return core::corrected(core::in_double(f, x), x, -0x1.d483ap-12f, -0x1.63017ap-1f);
  }
};

SIMDACT_NAMESPACE_END
