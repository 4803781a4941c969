// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / (1 + e^-x) in double, rounded once to float.
template <>
struct kernel<op::swish, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  // x^2 decides where x/2 lies midway between two subnormal floats.
  static constexpr double slope[] = {0.5 - 0x1p-24, 0.5 + 0x1p-24};
  static constexpr bool scales = false;

  // Near 0 the result is x/2 + x^2/4; where x/2 is a tie between two subnormals the square decides, which is too small
  // for a double: the exponential's argument is kept from being so small.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V bounded = native::max(V(-120.0f), x);
    const V visible = native::with_sign(native::min(V(120.0f), native::max(V(0x1p-30f), native::abs(x))), x);
    const auto f = [](const auto& d, const auto& u) SIMDACT_INLINE_LAMBDA {
      return native::div(d, core::plus_one(core::exact_exp(native::negate(u))));
    };
    return core::in_double(f, bounded, visible);
  }

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
