// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_selu.hpp"
#include "simdact/coef/selu.hpp"
#include "simdact/core/exact_exp.hpp"
#include "simdact/core/expm1.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// lambda a (e^x - 1) where x < 0, in two floats, or in double where these do not tell how it rounds; else lambda x.
template <>
struct kernel<op::selu, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr bool meets_subnormals = true;

  // lambda in two parts, both positive so that their products with infinity do not cancel, gives lambda x correctly
  // rounded where no product is subnormal: from 2^-100 on, and at 0.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V zero(0.0f), usual = core::cut_below(V(0x1p-100f), x);
    const V u = native::min(zero, native::max(V(core::exact_expm1_floor), usual));
    const V line = native::fma(V(coef::selu::slope), usual, V(coef::selu::slope_low) * usual);
    const V from_0 = core::avoids_subnormals ? native::with_sign(line, x) : line;
    if constexpr (native::vector_traits<V>::lanes == 1) {
      return wide(x);
    } else {
      const auto f = [&](const V& high, const V& low, const V& above) SIMDACT_INLINE_LAMBDA {
        const V y = high + low;
        const auto is_negative = native::lt(x, zero);
        const V size = core::avoids_subnormals ? native::abs(x) : x;
        const auto is_tiny = native::mask_and(native::lt(zero, size), native::lt(size, V(0x1p-100f)));
        const auto doubtful = native::mask_and(is_negative, core::is_doubtful(y, high, above));
        if (__builtin_expect(native::any(native::mask_or(doubtful, is_tiny)), 0)) return wide(x);
        return native::select(is_negative, y, from_0);
      };
      const auto product = [&](const V& h, const V& l, const V& w) SIMDACT_INLINE_LAMBDA {
        return core::exact_product(f, V(coef::selu::factor), V(coef::selu::factor_low), h, l, w);
      };
      return core::exact_minus_one(product, u);
    }
  }

 private:
  // One of the two terms is zero. The sign of x is that of the result, and of a zero.
  template <class V>
  static SIMDACT_INLINE V wide(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D m = core::minus_one(core::exact_exp(native::min(D(0.0), d)));
      return native::fma(D(coef::f64_selu::slope), native::max(D(0.0), d), D(coef::f64_selu::factor) * m);
    };
    const V y = core::in_double(f, native::max(V(core::exact_expm1_floor), x));
    return native::with_sign(native::abs(y), x);
  }
};

SIMDACT_NAMESPACE_END
