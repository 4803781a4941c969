// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_sigmoid, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.3334;
  static constexpr bool subnormals_aside = false;

  // 0 < x/6 + 1/2 < 1 is |x| < 3.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return native::select_or_zero(native::lt_or_nan(native::abs(x), V(3.0f)), V(core::one_sixth), x);
  }

  // alpha x + beta, rounded once, lies on the right side of 0 and 1 unless it underflows or rounds to 1: rare, and left
  // to doubles.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V line = native::fma(p.alpha, x, p.beta);
    const auto doubtful = native::mask_or(native::lt(native::abs(line), V(0x1p-100f)), native::eq(line, V(1.0f)));
    const auto inside = native::mask_and(native::lt(V(0.0f), line), native::lt(line, V(1.0f)));
    const V y = native::or_nan(native::select_or_zero(inside, p.alpha), x);
    if (__builtin_expect(!native::any(doubtful), 1)) return y;
    return native::select(doubtful, core::in_double(undoubted{}, x, p.alpha, p.beta), y);
  }

 private:
  // alpha x is exact in double, and its sum with beta is s + e: s rounded, and what that lost.
  struct undoubted {
    template <class D>
    SIMDACT_INLINE D operator()(const D& x, const D& alpha, const D& beta) const {
      const D product = alpha * x, s = product + beta, t = s - product;
      const D e = (product - (s - t)) + (beta - t);
      const D zero(0.0), one(1.0);
      const D below_one = native::select(native::lt(e, one - s), alpha, zero);
      return native::select(native::lt(zero, s), below_one, zero);
    }
  };
};

SIMDACT_NAMESPACE_END
