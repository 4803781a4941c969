// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/erf.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// For u = |x|, n = u / step rounded and r = u - n step,
//   erf u = erf(n step) + (r + r q(r)),   q of degree 5, one for each n = 0, 1, ..., 7.
// The step is such that every erf(n step) is nearly a float. r is exact: where n is not 0, u and n step are multiples
// of 2^-25, and |r| < 1/2. In a form r q(r), with q near 2 / sqrt(pi) in the first segment, that constant's rounding
// would show in every result near 0; in r + r q(r) it counts an eighth.
template <>
struct kernel<op::erf, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9819;
  static constexpr double slope[] = {1.0 + coef::erf::q0[0], 1.0 + coef::erf::q0[0]};

  // From the end of the last segment on the result is 1. NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::erf;
    const V u = native::min(V(c::top), native::abs(x));
    const V t = native::fma(u, V(c::per_step), V(core::shifter<0>));
    const native::bits_t<V> n = native::to_bits(t);
    const V r = native::fnma(t - V(core::shifter<0>), V(c::step), u);
    const V q = core::segment_polynomial(n, r, c::q5, c::q4, c::q3, c::q2, c::q1, c::q0);
    return native::with_sign(native::lookup<V>(c::value, n) + native::fma(q, r, r), x);
  }
};

SIMDACT_NAMESPACE_END
