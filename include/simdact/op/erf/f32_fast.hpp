// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_erf.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// For u = |x|, erf u = u g(v), g of degree 5 in v = u - middle, one for each n = 0, 1, ..., 7, u / step rounded. The
// middle is one for all segments: an operation less than the distance from a segment's own would take, and |v| < 2 is
// small enough for the terms not to cancel much.
template <>
struct kernel<op::erf, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.835;

  // From the end of the last segment on the result is 1, which the product's rounding may exceed. NaN passes both
  // minima.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::fast_erf;
    const V u = native::min(V(c::top), native::abs(x));
    const native::bits_t<V> n = native::to_bits(native::fma(u, V(c::per_step), V(core::shifter<0>)));
    const V g = core::segment_polynomial(n, u - V(c::middle), c::g5, c::g4, c::g3, c::g2, c::g1, c::g0);
    return native::with_sign(native::min(V(1.0f), g * u), x);
  }
};

SIMDACT_NAMESPACE_END
