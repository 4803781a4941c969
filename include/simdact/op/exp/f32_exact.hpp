// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// In two floats, or in double where these do not tell how the result rounds.
template <>
struct kernel<op::exp, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr double tail = 61.7;

  // Beyond 60, where terms of the float's result may be subnormal or infinite, it is computed in double too.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    if constexpr (native::vector_traits<V>::lanes == 1) {
      return wide(x);
    } else {
      if (__builtin_expect(native::any(native::lt(V(60.0f), native::abs(x))), 0)) return wide(x);
      const auto f = [&](const V& a, const V& r, const V& c, const V& w) SIMDACT_INLINE_LAMBDA {
        const V high = native::fma(a, r, a);
        const V low = native::fma(a, c, native::fma(a, r, a - high));
        const V y = high + low;
        const auto doubtful = core::is_doubtful(y, high, native::fma(a, w, low));
        return __builtin_expect(native::any(doubtful), 0) ? wide(x) : y;
      };
      return core::exact_terms(f, x);
    }
  }

 private:
  // e^100 is infinite as a float and e^-120 zero.
  template <class V>
  static SIMDACT_INLINE V wide(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::value(core::exact_exp(d)); };
    return core::in_double(f, native::min(V(100.0f), native::max(V(-120.0f), x)));
  }
};

SIMDACT_NAMESPACE_END
