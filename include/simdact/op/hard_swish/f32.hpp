// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/rational.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// x h + x r/6 with h + r/6 = x/6 + 1/2: core/rational.hpp.
template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5001;
  static constexpr bool meets_subnormals = true;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::hard_swish(x, V(core::one_sixth));
  }
};

template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.486;
  static constexpr bool meets_subnormals = true;

  // x (c x + 3 c). Near x = -3 the sum cancels and would show the error of a rounded 3 c: c = (1 + 2^-23) / 6 is the
  // least float above 1/6 whose triple is a float too. Above, so that the sum is not below 1 for x >= 3.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V c(0x1.555558p-3f /* 0.16666669 */), triple(0x1.000002p-1f /* 0.50000006 */);
    const V right = native::max(V(-3.0f), x);
    return core::lowered_product(native::min(V(1.0f), native::fma(c, core::cut_below(V(0x1p-60f), right), triple)),
                                 right);
  }
};

template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  static constexpr auto& slope = half_and_square;
  static constexpr bool scales = false;

  // (x / 6) (x + 3) = x/2 + x^2/6 in double, rounded once to float. Where x/2 lies midway between two subnormal floats
  // x^2/6 decides, which is too small for a double: 3 2^-170 stands for it. Nothing else feels that but x = 0. From -3
  // down the result is zero, and all zeros take the sign of x afterwards.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::fma(d, D(1.0 / 6), D(0x1p-170)) * (native::min(D(3.0), d) + D(3.0));
    };
    return native::with_sign(core::in_double(f, native::max(V(-3.0f), x)), x);
  }
};

SIMDACT_NAMESPACE_END
