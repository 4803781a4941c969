// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/selu.hpp"
#include "simdact/core/exact_exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// lambda a (e^x - 1) where x < 0, in two floats, or in double where these do not tell how it rounds; else lambda x.
template <>
struct kernel<op::selu, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V u = native::min(V(0.0f), native::max(V(core::exact_expm1_floor), x));
    const auto is_negative = native::lt(x, V(0.0f));
    // Both parts of lambda are positive: their products with infinity do not cancel.
    const V above_0 = native::fma(V(coef::selu::slope), x, V(coef::selu::slope_low) * x);
    if constexpr (native::vector_traits<V>::lanes == 1) {
      return native::select(is_negative, wide(u), above_0);
    } else {
      return core::exact_terms_below_1(u, [&](const V& h, const V& l, const V& w) SIMDACT_INLINE_LAMBDA {
        const scaled<V> e = scale(h, l, w);
        const V y = e.high + e.low;
        const auto doubtful = native::mask_and(is_negative, core::is_doubtful(y, e.high, e.above));
        return native::select(is_negative, __builtin_expect(native::any(doubtful), 0) ? wide(u) : y, above_0);
      });
    }
  }

 private:
  template <class V>
  struct scaled {
    V high, low, above;
  };

  // lambda a = F + F' times h + l and h + l + w. In units of u and v as in core/exact_exp.hpp, w is 16 u + 16 v; here
  //   F' l                                            left out, 0.51 u
  //   l - w / 4, then all of low, then all of above   rounded by 1.8 u + v/2 each
  //   F' h + (F h - high)                             by v/2
  // so that low needs the 7 u + 7 v that F w / 4 is, and above, with F w / 4 more than F (w + w / 4), as much again.
  template <class V>
  static SIMDACT_INLINE scaled<V> scale(const V& h, const V& l, const V& w) {
    const V factor(coef::selu::factor);
    const V high = factor * h;
    const V rest = native::fma(V(coef::selu::factor_low), h, native::fms(factor, h, high));
    const V low = native::fma(factor, native::fnma(w, V(0.25f), l), rest);
    return {high, low, native::fma(V(coef::selu::factor * 1.5f), w, low)};
  }

  template <class V>
  static SIMDACT_INLINE V wide(const V& u) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return D(1.7580993408473768599402175208123 /* lambda a */) * core::minus_one(core::exact_exp(d));
    };
    return core::in_double(f, u);
  }
};

SIMDACT_NAMESPACE_END
