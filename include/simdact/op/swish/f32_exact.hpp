// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_stages.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / (1 + e^-x) in double, rounded once to float.
template <>
struct kernel<op::swish, direction::forward, arithmetic::f32, accuracy::exact>
    : core::exact_stages<kernel<op::swish, direction::forward, arithmetic::f32, accuracy::exact>>,
      core::one_plus_exp_terms {
  static constexpr double bound = 0.5;
  static constexpr double tail = 91.7;
  static constexpr auto& slope = half_and_square;
  static constexpr bool scales = false;

  // Near 0 the result is x/2 + x^2/4; where x/2 is a tie between two subnormals the square decides, which is too small
  // for a double: the exponential's argument is kept from being so small.
  template <class V>
  static SIMDACT_INLINE V argument(const V& x) {
    return native::with_sign(native::min(V(120.0f), native::max(V(0x1p-30f), native::abs(x))), x);
  }
  template <class V>
  static SIMDACT_INLINE V factor(const V& x) {
    return native::max(V(-120.0f), x);
  }
  template <class D>
  static SIMDACT_INLINE D result(const D& d, const D& sum) {
    return native::div(d, sum);
  }
  template <class V>
  static SIMDACT_INLINE V completed(const V& y, const V&) {
    return y;
  }

  using core::exact_stages<kernel>::eval;
  // alpha x is exact in double. The bounds of x, which no finite one meets, are for the infinite. Not proven to be
  // correctly rounded.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& parameter) {
    const auto f = [](const auto& d, const auto& alpha) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D bounded = native::min(D(0x1p200), native::max(D(-0x1p200), d));
      const D u = bounded * alpha;
      const D size = native::min(D(690.0), native::max(D(0x1p-30), native::abs(u)));
      return native::div(bounded, core::plus_one(core::exact_exp(native::with_sign(size, native::negate(u)))));
    };
    return core::in_double(f, x, parameter.alpha);
  }
};

SIMDACT_NAMESPACE_END
