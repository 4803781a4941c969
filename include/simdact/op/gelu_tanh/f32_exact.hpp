// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/exact_gelu_tanh.hpp"
#include "simdact/core/exact_stages.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / (1 + e^a), a = x (linear + cubic x^2), in double, rounded once to float. a is in two parts, a + a_low, since its
// absolute error is the exponential's relative one.
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::exact>
    : core::exact_stages<kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::exact>, 8> {
  static constexpr double bound = 0.5;
  static constexpr double tail = 10.05;
  static constexpr auto& slope = half_and_square;
  static constexpr bool scales = false;

  // Four cases need care:
  //   x very small    the result is x/2 - a x/4 + ..., and where x/2 is the midpoint of two subnormals, the second term
  //                   decides, which is positive and too small for a double: 2^-178 is added in its place, which shows
  //                   in a double of that size and is far below the last place of any float
  //   x = -0          the sum with 2^-178 is positive: the sign is x's
  //   |x| large       below -13 the result is -0, as it is at -13; above 10 the exponential no longer counts
  //   one result      lies so near the midpoint of two floats that the double's error takes it to the other side
  template <class V>
  static SIMDACT_INLINE V argument(const V& x) {
    return native::max(V(-13.0f), x);
  }
  template <class D>
  static SIMDACT_INLINE core::exact_reduced<D> reduce_double(const D& d) {
    using namespace coef::exact_gelu_tanh;
    const D u = native::min(D(10.0), d);
    const D square = u * u;
    const D w = native::fma(square, D(cubic), D(linear));
    const D w_low = (D(linear) - native::fnma(square, D(cubic), w)) + native::fma(square, D(cubic_low), D(linear_low));
    const D a = u * w;
    const D a_low = native::fma(u, w_low, native::fms(u, w, a));
    return core::only(core::exact_exp_reduce(a, a_low));
  }
  template <class D>
  static SIMDACT_INLINE D term(const core::exact_exp_parts<D>& e, const D&) {
    return core::plus_one(e);
  }
  template <class D>
  static SIMDACT_INLINE D result(const D& d, const D& sum) {
    return native::div(d, sum) + D(0x1p-178);
  }
  template <class V>
  static SIMDACT_INLINE V completed(const V& y, const V& x) {
    return core::corrected(native::with_sign(native::abs(y), x), x, 0x1.6148dep-16f, 0x1.614a62p-17f);
  }
};

SIMDACT_NAMESPACE_END
