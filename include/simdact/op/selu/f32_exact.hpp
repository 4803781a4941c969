// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// lambda max(x, 0) + lambda a (e^min(x, 0) - 1) in double, where one term is zero, rounded once to float.
template <>
struct kernel<op::selu, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // The sign of x is that of the result, and of a zero.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D lambda(1.0507009873554804934193349852946), factor(1.7580993408473768599402175208123);
      const D m = core::minus_one(core::exact_exp(native::min(D(0.0), d)));
      return native::fma(lambda, native::max(D(0.0), d), factor * m);
    };
    const V y = core::in_double(f, native::max(V(core::exact_expm1_floor), x));
    return native::with_sign(native::abs(y), x);
  }
};

SIMDACT_NAMESPACE_END
