// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include "simdact/core/protocol.hpp"

#include "simdact/core/softplus.hpp"

SIMDACT_NAMESPACE_BEGIN

// max(x, 0) + ln(1 + e^-|x|), and near 0 ln 2 + x (1/2 + x q(x^2)): core/softplus.hpp.
template <>
struct kernel<op::softplus, direction::forward, arithmetic::f32, accuracy::high> : core::softplus_stages {
  static constexpr double bound = 0.9705;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::softplus_terms<V>& s) {
    const auto log = core::softplus_far(s.e);
    const V far = native::fma(log.high + log.low, V(1 / core::softplus_scale), native::max(V(0.0f), s.x));
    return native::select(native::lt(native::abs(s.x), V(core::softplus_meet)), near(s.x), far);
  }

  // The same for y + y_low = alpha x and u = |y|, with the quotients by alpha: x where alpha x > 0, plus
  // ln(1 + e^-u) / alpha.
  //
  // Which power of two the logarithm and its quotient are scaled by:
  //   |alpha| >= 2^-24             2^56: the quotient is below 2^80 and, multiplied by 2^-56 last, rounded once
  //   |alpha| < 2^-24              2^56 both logarithm and alpha: 2^56 times their quotient might overflow
  //   the same, and u > 90         the logarithm is e^-u, and e^-(u - 96 ln 2) is taken in its place, with u - 96 ln 2
  //                                where exp_terms may be used; 2^-96 is multiplied in last
  // u is bounded where the result is zero beyond: at 124, since e^-124 2^24 is below half of the least subnormal
  // number, and at 188 for the smaller alpha, since |alpha| = u / |x| > u 2^-128 and e^-188 2^128 / 188 is below that.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const auto small = native::lt(native::abs(p.alpha), V(0x1p-24f));
    const V alpha = native::select(small, p.alpha * V(core::softplus_scale), p.alpha);
    const V unscale = native::select(small, V(1.0f), V(1 / core::softplus_scale));

    const V y = p.alpha * x;
    const V u = native::abs(y);
    // Above 192 the low part is of no use, and where y is infinite it would be NaN.
    const V y_low = native::select_or_zero(native::lt(u, V(192.0f)), native::fms(p.alpha, x, y));
    const V u_low = native::from_bits<V>(native::to_bits(y_low) ^ (native::to_bits(y) & native::to_bits(V(-0.0f))));
    const auto deep = native::mask_and(small, native::lt(V(90.0f), u));
    const V nearer =
        native::min(native::select(small, V(188.0f), V(124.0f)), u) - native::select_or_zero(deep, V(ln2_96_high));
    const V nearer_low = u_low - native::select_or_zero(deep, V(ln2_96_low));

    // The quotient, corrected by its remainder.
    const auto log = core::softplus_far(core::softplus_exp(core::exp_reduce<-1>(nearer, nearer_low)));
    const V sum = log.high + log.low;
    const V quotient = native::div(sum, alpha);
    const V remainder = native::fnma(quotient, alpha, sum) + (log.low - (sum - log.high));
    const V corrected = native::fma(remainder, native::div(V(1.0f), alpha), quotient);
    // Where x is infinite the logarithm is zero, however small alpha.
    const V scale = native::select(deep, unscale * V(0x1p-96f), unscale);
    const V visible = native::select_or_zero(native::lt(u, V(INFINITY)), scale);
    const V far = native::fma(corrected, visible, native::select_or_zero(native::lt(V(0.0f), y), x));

    // The logarithm is positive; a zero has lost the sign of alpha.
    const V result = native::select(native::lt(u, V(core::softplus_meet)), native::div(near(y), p.alpha), far);
    return native::with_sign(native::abs(result), p.alpha);
  }

 private:
  // 96 ln 2. Its first part is a multiple of 2^-16, so that its difference from a float in [90, 188] is exact.
  static constexpr float ln2_96_high = 0x1.0a2b24p6f /* 66.5421 */, ln2_96_low = -0x1.88a91ap-23f /* -1.828e-7 */;

  template <class V>
  static SIMDACT_INLINE V near(const V& x) {
    return native::fma(x, native::fma(x, core::softplus_even(x), V(0.5f)), V(coef::softplus::ln2));
  }
};

SIMDACT_NAMESPACE_END
