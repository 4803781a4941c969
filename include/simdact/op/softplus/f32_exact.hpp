// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_softplus.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) + ln(1 + e^-|x|) in two floats, or in double where these do not tell how it rounds.
template <>
struct kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr double tail = 28.8;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    if constexpr (native::vector_traits<V>::lanes == 1) {
      return rounded(x);
    } else {
      return core::exact_softplus(x, [](const V& v) SIMDACT_INLINE_LAMBDA { return rounded(v); });
    }
  }

  // alpha x is exact in double. Not proven to be correctly rounded.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const auto f = [](const auto& d, const auto& alpha)
                       SIMDACT_INLINE_LAMBDA { return native::div(wide(alpha * d, -700.0), alpha); };
    return core::in_double(f, x, p.alpha);
  }

 private:
  // One result lies too near the middle of two floats for a double to tell its side.
  template <class V>
  static SIMDACT_INLINE V rounded(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return wide(d, -120.0); };
    return core::corrected(core::in_double(f, x), x, 0x1.d483ap-12f, 0x1.63017ap-1f);
  }

  // e^-120 is below half of the least subnormal float, and so is e^-700 over the least alpha, 2^-149. Smaller numbers
  // would have subnormal squares.
  template <class D>
  static SIMDACT_INLINE D wide(const D& d, double least) {
    const D u = native::max(D(least), native::negate(native::abs(d)));
    return native::max(D(0.0), d) + core::exact_softplus(u);
  }
};

SIMDACT_NAMESPACE_END
