// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_stages.hpp"

SIMDACT_NAMESPACE_BEGIN

// tanh u = m / (m + 2), m = e^(2 u) - 1, u = |x|, in double, rounded once to float.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::f32, accuracy::exact>
    : core::exact_stages<kernel<op::tanh, direction::forward, arithmetic::f32, accuracy::exact>> {
  static constexpr double bound = 0.5;

  // From 10 on that is 1.
  template <class V>
  static SIMDACT_INLINE V argument(const V& x) {
    return native::min(V(10.0f), native::abs(x));
  }
  template <class D>
  static SIMDACT_INLINE core::exact_reduced<D> reduce_double(const D& u) {
    return core::only(core::exact_exp_reduce(u + u));
  }
  template <class D>
  static SIMDACT_INLINE D term(const core::exact_exp_parts<D>& e, const D&) {
    return core::minus_one(e);
  }
  template <class D>
  static SIMDACT_INLINE D result(const D&, const D& m) {
    return native::div(m, m + D(2.0));
  }
  template <class V>
  static SIMDACT_INLINE V completed(const V& y, const V& x) {
    return native::with_sign(y, x);
  }
};

SIMDACT_NAMESPACE_END
