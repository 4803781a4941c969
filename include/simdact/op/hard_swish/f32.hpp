// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// x w with w = x/6 + 1/2, x clamped to [-3, 3] in w. w is split as h + r/6:
//   h = w rounded to a multiple of 2^-23, as is every float in [1, 2]: it is the sum w + 1, less 1
//   r = 6 (w - h) = x + 6 (1/2 - h), of magnitude at most 2^-21
// and the result is x h + x r/6, rounded once but for the small second product.
//
// r is exact. It is a multiple of 2^-22 or of the last place of x, whichever is smaller, and below 2^-21: it has at
// most 24 bits where |x| >= 2^-22, whose last place is 2^-45 or more. For a smaller x, h = 1/2 and r = x.
template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5001;

  //   x <= -3   h and r are +0, and the result is -0
  //   x = -0    both products are -0, and so is their sum
  //   x >= 3    h is 1 and r is +0, and the result is x; right alone is not bounded by 3
  //   x = NaN   passes max and min, as their second operand
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V c(0x1.555556p-3f /* 1/6 rounded */);
    const V right = native::max(V(-3.0f), x);
    const V inside = native::min(V(3.0f), right);
    const V sum = native::fma(c, inside, V(1.5f));
    const V r = native::fma(V(6.0f), V(1.5f) - sum, inside);
    return native::fma(right, sum - V(1.0f), (c * inside) * r);
  }
};

template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.486;

  // x (c x + 3 c). Near x = -3 the sum cancels and would show the error of a rounded 3 c: c = (1 + 2^-23) / 6 is the
  // least float above 1/6 whose triple is a float too. Above, so that the sum is not below 1 for x >= 3.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V c(0x1.555558p-3f /* 0.16666669 */), triple(0x1.000002p-1f /* 0.50000006 */);
    const V right = native::max(V(-3.0f), x);
    return right * native::min(V(1.0f), native::fma(c, right, triple));
  }
};

template <>
struct kernel<op::hard_swish, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  // x (x + 3) / 6 = x/2 + x^2/6 in double, rounded once to float. Where x/2 lies midway between two subnormal floats
  // x^2/6 decides, which is too small for a double: 2^-170 stands for it. Nothing else feels that but zeros, which take
  // the sign of x afterwards.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::fma(d * (native::min(D(3.0), d) + D(3.0)), D(1.0 / 6), D(0x1p-170));
    };
    return native::with_sign(core::in_double(f, native::max(V(-3.0f), x)), x);
  }
};

SIMDACT_NAMESPACE_END
