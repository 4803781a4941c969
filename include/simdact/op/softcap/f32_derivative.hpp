// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/softcap_derivative.hpp"
#include "simdact/core/logistic.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// softcap'(x) = 1 - tanh^2(x / alpha) = 4 s(u) s(-u), u = 2 x / alpha, s(x) = 1 / (1 + e^-x).
template <>
struct kernel<op::softcap, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9317;

  // 15 is alpha / 2.
  struct rate {
    static constexpr float log2e = coef::softcap_derivative::log2e, ln2_high = coef::softcap_derivative::ln2_high,
                           ln2_low = coef::softcap_derivative::ln2_low;
    static constexpr const float (&p)[4] = coef::softcap_derivative::p;
  };

  // 4 e^(-1597.5 / 15) is below half of the least subnormal number; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE auto reduce(V x) {
    return core::logistic_reduce<rate>(native::min(V(1597.5f), native::abs(x)));
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(const core::exp_reduced<1, V>& e) {
    return core::logistic_evaluate<rate>(e);
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::logistic_sum<V>& f) {
    return core::logistic_finish<4>(f);
  }

  // The quotient and, from its remainder, what it lacks. Where that may be subnormal, or 1 / alpha, in double.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const auto extreme = native::mask_or(native::lt(p.alpha, V(0x1p-60f)), native::lt(V(0x1p100f), p.alpha));
    if (__builtin_expect(native::any(extreme), 0)) return in_double(x, p.alpha);
    const V u = native::min(V(53.25f) * p.alpha, native::abs(x));
    const V quotient = native::div(u, p.alpha);
    const V low = native::fnma(quotient, p.alpha, u) * native::div(V(2.0f), p.alpha);
    const auto e = core::exp_reduce(quotient + quotient, low);
    return core::logistic_finish<4>(core::logistic_evaluate<core::logistic_rate_1>(e));
  }

 private:
  // 4 e / (1 + e)^2, e = e^(-2 |x| / alpha).
  template <class V>
  static SIMDACT_INLINE V in_double(const V& x, const V& alpha) {
    const auto f = [](const auto& u, const auto& a) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(u)>;
      const D e = core::value(core::exact_exp(native::max(D(-120.0), native::div(u * D(-2.0), a))));
      const D d = D(1.0) + e;
      return native::div(D(4.0) * e, d * d);
    };
    return core::in_double(f, native::abs(x), alpha);
  }
};

SIMDACT_NAMESPACE_END
