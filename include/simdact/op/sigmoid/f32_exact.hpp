// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_stages.hpp"

SIMDACT_NAMESPACE_BEGIN

// 1 / (1 + e^-x) in double, rounded once to float.
template <>
struct kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::exact>
    : core::exact_stages<kernel<op::sigmoid, direction::forward, arithmetic::f32, accuracy::exact>>,
      core::one_plus_exp_terms {
  static constexpr double bound = 0.5;
  static constexpr double tail = 87.3;

  template <class V>
  static SIMDACT_INLINE V argument(const V& x) {
    return native::min(V(100.0f), native::max(V(-120.0f), x));
  }
  template <class D>
  static SIMDACT_INLINE D result(const D&, const D& sum) {
    return native::div(D(1.0), sum);
  }

  // One result lies too near the middle of two floats for a double to tell its side. And near 0 the result is
  // 1/2 + x/4 - x^3/48. Where 1/2 + x/4 lies midway between two floats, the cubic term decides, which is too small for
  // a double. For |x| < 2^-15, where it does no more than that, a line a little less steep decides as it does.
  template <class V>
  static SIMDACT_INLINE V completed(const V& y, const V& x) {
    const V line = native::fma(x, V(0x1.fffffep-3f /* the float below 1/4 */), V(0.5f));
    return native::select(native::lt(native::abs(x), V(0x1p-15f)), line,
                          core::corrected(y, x, -0x1.250c02p-10f, 0x1.ffb6bep-2f));
  }
};

SIMDACT_NAMESPACE_END
