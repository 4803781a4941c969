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
  static SIMDACT_INLINE f32_lowerable<V> eval(const V& x) {
    if constexpr (native::vector_traits<V>::lanes == 1) {
      return core::as_it_is(wide(x));
    } else {
      if constexpr (core::avoids_subnormals) {
        if (__builtin_expect(!native::any(native::lt(V(0.0f), x)), 1)) return falling(x);
      }
      if (__builtin_expect(native::any(native::lt(V(60.0f), native::abs(x))), 0)) return core::as_it_is(wide(x));
      const auto f = [&](const V& a, const V& r, const V& c, const V& w) SIMDACT_INLINE_LAMBDA {
        const V high = native::fma(a, r, a);
        const V low = native::fma(a, c, native::fma(a, r, a - high));
        const V y = high + low;
        const auto doubtful = core::is_doubtful(y, high, native::fma(a, w, low));
        return __builtin_expect(native::any(doubtful), 0) ? wide(x) : y;
      };
      return core::as_it_is(core::exact_terms(f, x));
    }
  }

 private:
  // For x <= 0, where a subnormal result may be no reason to compute in double. 2^64 e^x is at least y + rest, and
  // rounds as e^x does where it is added to 2^64 2^-126. Of that sum, too, two floats are known, the second below 2^-86
  // and off by less than slack. At -104 the result is 0.
  template <class V>
  static SIMDACT_INLINE core::unlowered<V> falling(const V& x) {
    const auto f = [&](const V& a, const V& r, const V& c, const V& w) SIMDACT_INLINE_LAMBDA -> core::unlowered<V> {
      const V raised = native::from_bits<V>(native::to_bits(a) + native::bits_t<V>(64u << 23));
      const V high = native::fma(raised, r, raised);
      const V low = native::fma(raised, c, native::fma(raised, r, raised - high));
      const V y = high + low, rest = low - (y - high), least(0x1p-62f), slack(0x1p-109f);
      const V edge = native::select_or_zero(native::lt(y, least), least);
      const V sum = y + edge, below = (y - (sum - edge)) + rest;
      const V rounded = sum + (below - slack), above = native::fma(raised, w, below) + slack;
      if (__builtin_expect(native::any(core::is_doubtful(rounded, sum, above)), 0)) return core::as_it_is(wide(x));
      return {rounded - edge, 0x1p-64f};
    };
    return core::exact_terms(f, native::max(V(-104.0f), x));
  }

  // e^100 is infinite as a float and e^-120 zero.
  template <class V>
  static SIMDACT_INLINE V wide(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::value(core::exact_exp(d)); };
    return core::in_double(f, native::min(V(100.0f), native::max(V(-120.0f), x)));
  }
};

SIMDACT_NAMESPACE_END
