// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/exact_gelu.hpp"
#include "simdact/core/exact_stages.hpp"

SIMDACT_NAMESPACE_BEGIN

// In double, rounded once to float. For u = |x|,
//   Phi(-u) = e^(-u^2/2) p(t),   t = (u - 4.5) / (u + 4.5),
// where u^2 is exact; gelu(x) is x Phi(-u) for x < 0 and x - x Phi(-u) otherwise.
template <>
struct kernel<op::gelu, direction::forward, arithmetic::f32, accuracy::exact>
    : core::exact_stages<kernel<op::gelu, direction::forward, arithmetic::f32, accuracy::exact>, 8> {
  static constexpr double bound = 0.5;
  static constexpr double tail = 13.1;
  static constexpr auto& slope = half_and_square;
  static constexpr bool scales = false;

  // Three cases need care:
  //   x very small    gelu(x) = x/2 + x^2 / sqrt(2 pi) + ..., and where x/2 is the midpoint of two subnormals, the
  //                   square decides, which is too small for a double: in Phi, u is held at 2^-30
  //   x < -14.5       the result is -0, as it is at -14.5
  //   one result      lies so near the midpoint of two floats that the double's error takes it to the other side
  template <class V>
  static SIMDACT_INLINE V argument(const V& x) {
    return native::max(V(-14.5f), x);
  }
  template <class D>
  static SIMDACT_INLINE core::exact_reduced<D> reduce_double(const D& d) {
    const D u = native::min(D(14.5), native::max(D(0x1p-30), native::abs(d)));
    const core::exact_exp_reduced<D> e = core::exact_exp_reduce(u * u * D(-0.5));
    return {e.r, e.t, native::div(u - D(4.5), u + D(4.5))};
  }
  template <class D>
  static SIMDACT_INLINE D term(const core::exact_exp_parts<D>& e, const D& t) {
    return core::exact_polynomial(t, coef::exact_gelu::p) * core::value(e);
  }
  template <class D>
  static SIMDACT_INLINE D result(const D& d, const D& phi) {
    return d * native::select(native::lt(d, D(0.0)), phi, D(1.0) - phi);
  }
  template <class V>
  static SIMDACT_INLINE V completed(const V& y, const V& x) {
    return core::corrected(y, x, 0x1.6148dep-16f, 0x1.614a62p-17f);
  }
};

SIMDACT_NAMESPACE_END
