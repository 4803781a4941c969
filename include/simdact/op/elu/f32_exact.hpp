// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_exp.hpp"
#include "simdact/core/expm1.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha (e^x - 1) where x < 0, in two floats, or in double where these do not tell how it rounds; else x itself, a
// zero's sign and NaN included.
template <>
struct kernel<op::elu, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = negative_part(x);
    const auto is_negative = native::lt(x, V(0.0f));
    if constexpr (native::vector_traits<V>::lanes == 1) {
      return native::select(is_negative, wide(u), x);
    } else {
      const auto f = [&](const V& high, const V& low, const V& w) SIMDACT_INLINE_LAMBDA {
        const V y = high + low;
        const auto doubtful = native::mask_and(is_negative, core::is_doubtful(y, high, low + w));
        return native::select(is_negative, __builtin_expect(native::any(doubtful), 0) ? wide(u) : y, x);
      };
      return core::exact_minus_one(f, u);
    }
  }

  // For alpha from 2^-40, below which parts of products may be subnormal, to 2^60. In double a result is not proven to
  // be correctly rounded.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V u = negative_part(x), alpha = p.alpha;
    const auto is_negative = native::lt(x, V(0.0f));
    const auto extreme = native::mask_or(native::lt(alpha, V(0x1p-40f)), native::lt(V(0x1p60f), alpha));
    if (native::vector_traits<V>::lanes == 1 || __builtin_expect(native::any(extreme), 0)) {
      return native::select(is_negative, wide(u, alpha), x);
    }
    const auto f = [&](const V& high, const V& low, const V& above) SIMDACT_INLINE_LAMBDA {
      const V y = high + low;
      const auto doubtful = native::mask_and(is_negative, core::is_doubtful(y, high, above));
      return native::select(is_negative, __builtin_expect(native::any(doubtful), 0) ? wide(u, alpha) : y, x);
    };
    const auto product = [&](const V& h, const V& l, const V& w)
                             SIMDACT_INLINE_LAMBDA { return core::exact_product(f, alpha, h, l, w); };
    return core::exact_minus_one(product, u);
  }

 private:
  template <class V>
  static SIMDACT_INLINE V wide(const V& u) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::minus_one(core::exact_exp(d)); };
    return core::in_double(f, u);
  }
  template <class V>
  static SIMDACT_INLINE V wide(const V& u, const V& alpha) {
    const auto f = [](const auto& d, const auto& a)
                       SIMDACT_INLINE_LAMBDA { return a * core::minus_one(core::exact_exp(d)); };
    return core::in_double(f, u, alpha);
  }

  template <class V>
  static SIMDACT_INLINE V negative_part(const V& x) {
    return native::min(V(0.0f), native::max(V(core::exact_expm1_floor), x));
  }
};

SIMDACT_NAMESPACE_END
