// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_stages.hpp"

SIMDACT_NAMESPACE_BEGIN

// x n / (n + 2) with n = e (e + 2), e = e^x, in double, rounded once to float.
template <>
struct kernel<op::mish, direction::forward, arithmetic::f32, accuracy::exact>
    : core::exact_stages<kernel<op::mish, direction::forward, arithmetic::f32, accuracy::exact>> {
  static constexpr double bound = 0.5;
  static constexpr double tail = 91.7;
  static constexpr bool scales = false;
  static constexpr double slope[] = {0.6, 0.6};

  // The result rounds to -0 below -120, and n / (n + 2) to 1 long before x = 60.
  template <class V>
  static SIMDACT_INLINE V argument(const V& x) {
    return native::min(V(60.0f), factor(x));
  }
  template <class V>
  static SIMDACT_INLINE V factor(const V& x) {
    return native::max(V(-120.0f), x);
  }
  template <class D>
  static SIMDACT_INLINE core::exact_reduced<D> reduce_double(const D& u) {
    return core::only(core::exact_exp_reduce(u));
  }
  template <class D>
  static SIMDACT_INLINE D term(const core::exact_exp_parts<D>& parts, const D&) {
    const D e = core::value(parts);
    return native::fma(e, e, e + e);
  }
  template <class D>
  static SIMDACT_INLINE D result(const D& d, const D& n) {
    return d * native::div(n, n + D(2.0));
  }

  // One result lies too near the middle of two floats for a double to tell its side.
  template <class V>
  static SIMDACT_INLINE V completed(const V& y, const V& x) {
    return core::corrected(y, x, -0x1.4p-24f, -0x1.7ffffep-25f);
  }
};

SIMDACT_NAMESPACE_END
