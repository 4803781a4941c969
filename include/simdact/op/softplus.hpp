// SPDX-License-Identifier: MIT
// softplus(x) = ln(1 + e^(alpha x)) / alpha
#pragma once

#include <cmath>

#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"
#include "simdact/core/softplus.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct softplus {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha != 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::exp;
    using std::log1p;
    const R y = p.alpha * x;
    return y > 0 ? R(x + log1p(exp(R(-y))) / p.alpha) : R(log1p(exp(y)) / p.alpha);
  }

  // ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|), and near 0 ln 2 + x (1/2 + x q(x^2)): core/softplus.hpp.
  template <class V>
  static SIMDACT_INLINE auto reduce(tier::high, V x) {
    return core::softplus_reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(tier::high, const core::softplus_reduced<V>& s) {
    return core::softplus_evaluate(s);
  }
  template <class V>
  static SIMDACT_INLINE V finish(tier::high, const core::softplus_terms<V>& s) {
    const auto log = core::softplus_far(s.e);
    const V far = native::fma(log.high + log.low, V(1 / core::softplus_scale), native::max(V(0.0f), s.x));
    const V near = native::fma(s.x, native::fma(s.x, core::softplus_even(s.x), V(0.5f)), V(coef::softplus::ln2));
    return native::select(native::lt(native::abs(s.x), V(core::softplus_meet)), near, far);
  }

  // The same with y + low = alpha x: x where alpha x > 0, plus ln(1 + e^-|alpha x|) / alpha, the quotient corrected by
  // its remainder. A small alpha makes the quotient large: below 2^-24 it takes the scale itself, and there, where
  // |alpha x| is above 90, so that the logarithm is e^-|alpha x|, 2^-96 of that is split off.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    const auto small = native::lt(native::abs(p.alpha), V(0x1p-24f));
    const V alpha = native::select(small, p.alpha * V(core::softplus_scale), p.alpha);
    const V unscale = native::select(small, V(1.0f), V(1 / core::softplus_scale));

    const V y = p.alpha * x;
    const V u = native::abs(y);
    const V low = native::select_or_zero(native::lt(u, V(192.0f)), native::fms(p.alpha, x, y));
    const V low_of_u = native::from_bits<V>(native::to_bits(low) ^ (native::to_bits(y) & native::to_bits(V(-0.0f))));
    const auto deep = native::mask_and(small, native::lt(V(90.0f), u));
    const V nearer =
        native::min(native::select(small, V(188.0f), V(124.0f)), u) - native::select_or_zero(deep, V(ln2_96_high));
    const V low_of_nearer = low_of_u - native::select_or_zero(deep, V(ln2_96_low));

    const auto log = core::softplus_far(core::softplus_exp(core::exp_reduce<-1>(nearer, low_of_nearer)));
    const V sum = log.high + log.low;
    const V quotient = native::div(sum, alpha);
    const V remainder = native::fnma(quotient, alpha, sum) + (log.low - (sum - log.high));
    const V corrected = native::fma(remainder, native::div(V(1.0f), alpha), quotient);
    const V far = native::fma(corrected, native::select(deep, unscale * V(0x1p-96f), unscale),
                              native::select_or_zero(native::lt(V(0.0f), y), x));

    const V near = native::fma(y, native::fma(y, core::softplus_even(y), V(0.5f)), V(coef::softplus::ln2));
    return native::select(native::lt(u, V(core::softplus_meet)), native::div(near, p.alpha), far);
  }

  // 96 ln 2, its first part a multiple of 2^-16 as every float in [90, 192] is.
  static constexpr float ln2_96_high = 0x1.0a2b24p6f, ln2_96_low = -0x1.88a91ap-23f;

  template <class V>
  static SIMDACT_INLINE auto reduce(tier::fast, V x) {
    return core::softplus_reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(tier::fast, const core::softplus_reduced<V>& s) {
    return core::softplus_evaluate_fast(s);
  }
  template <class V>
  static SIMDACT_INLINE V finish(tier::fast, const core::softplus_power<V>& s) {
    return native::fma(core::softplus_series(s), V(1 / core::softplus_scale), native::max(V(0.0f), s.x));
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x, const parameters<V>& p) {
    return forward(tier::high{}, x, p);
  }

  // max(x, 0) + ln(1 + e^-|x|) in double. One result lies too near a midpoint.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return exact_unscaled(d); };
    return core::corrected(core::in_double(f, x), x, 0x1.d483ap-12f, 0x1.63017ap-1f);
  }

  // The same for alpha x, which is exact in double. Not proven to be correctly rounded: below 0.501 ulp.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x, const parameters<V>& p) {
    const auto f = [](const auto& d, const auto& alpha)
                       SIMDACT_INLINE_LAMBDA { return native::div(exact_unscaled(alpha * d), alpha); };
    return core::in_double(f, x, p.alpha);
  }

  template <class D>
  static SIMDACT_INLINE D exact_unscaled(const D& d) {
    const D u = native::max(D(-700.0), native::negate(native::abs(d)));
    return native::max(D(0.0), d) + core::exact_softplus(u);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.971, -0x1.63f5f2p-1},
                                     {SIMDACT_F32, SIMDACT_FAST, 2.2188, 0x1.e11898p-4},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.d483ap-12}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
