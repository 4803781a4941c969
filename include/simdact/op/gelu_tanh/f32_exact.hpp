// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/exact_gelu_tanh.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / (1 + e^a), a = x (linear + cubic x^2), in double, rounded once to float. a is in two parts, a + a_low, since its
// absolute error is the exponential's relative one.
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;
  // x^2 decides where x/2 lies midway between two subnormal floats.
  static constexpr double slope[] = {0.5 - 0x1p-24, 0.5 + 0x1p-24};
  static constexpr bool scales = false;

  // Four cases need care:
  //   x very small    the result is x/2 - a x/4 + ..., and where x/2 is the midpoint of two subnormals, the second term
  //                   decides, which is positive and too small for a double: 2^-178 is added in its place, which shows
  //                   in a double of that size and is far below the last place of any float
  //   x = -0          the sum with 2^-178 is positive: the sign is x's
  //   |x| large       below -13 the result is -0, as it is at -13; above 10 the exponential no longer counts
  //   one result      lies so near the midpoint of two floats that the double's error takes it to the other side
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      using namespace coef::exact_gelu_tanh;
      const D u = native::min(D(10.0), d);
      const D square = u * u;
      const D w = native::fma(square, D(cubic), D(linear));
      const D w_low =
          (D(linear) - native::fnma(square, D(cubic), w)) + native::fma(square, D(cubic_low), D(linear_low));
      const D a = u * w;
      const D a_low = native::fma(u, w_low, native::fms(u, w, a));
      return native::div(d, core::plus_one(core::exact_exp(a, a_low))) + D(0x1p-178);
    };
    const V y = core::in_double(f, native::max(V(-13.0f), x));
    return core::corrected(native::with_sign(native::abs(y), x), x, 0x1.6148dep-16f, 0x1.614a62p-17f);
  }
};

SIMDACT_NAMESPACE_END
