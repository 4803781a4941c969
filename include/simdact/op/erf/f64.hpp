// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_erf.hpp"
#include "simdact/core/f64/segments.hpp"
#include "simdact/core/f64/two_part.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// For u = |x|, n = u / step rounded and r = u - n step,
//   erf u = erf(n step) + r + r q(r),   q of degree 12, one for each n = 0, 1, ..., 15,
// erf(n step) in two parts. The step, 25/64, has so few bits that r is exact: where n is not 0, u and n step are
// multiples of 2^-55, and |r| < 1/5. The sum erf(n step) + r is kept in two parts, so that only r q(r), which is less
// than r, brings an error of its own. In the first segment erf(0) = 0 and q is near 2 / sqrt(pi) - 1.
template <>
struct kernel<op::erf, direction::forward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.7721;
  static constexpr bool scales = false;
  static constexpr double slope[] = {1.0 + coef::f64_erf::q0[0], 1.0 + coef::f64_erf::q0[0]};
  static constexpr double slope_low[] = {coef::f64_erf::q0[0] - (slope[0] - 1.0),
                                         coef::f64_erf::q0[0] - (slope[1] - 1.0)};

  // From the end of the last segment on the result is 1. NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace c = coef::f64_erf;
    const V u = native::min(V(c::top), native::abs(x));
    const V shifter(0x1.8p52);
    const V t = native::fma(u, V(c::per_step), shifter);
    const V r = native::fnma(t - shifter, V(c::step), u);
    const auto value = native::lookup_pair<V, table, 0>(native::to_bits(t));
    const V q = core::f64::segment_polynomial<table, 2, 13>(native::to_bits(t), r);
    const core::two_part<V> line = core::f64::fast_two_sum(value.first, r);
    // The other sum's product may be subnormal, and flushed, where u is nearly so.
    const V sum = line.high + native::fma(q, r, line.low + value.second);
    return native::with_sign(native::select(native::lt(u, V(0x1p-900)), native::fma(q, u, u), sum), x);
  }

 private:
  using table = core::f64::segment_table<coef::f64_erf::high, coef::f64_erf::low, coef::f64_erf::q12,
                                         coef::f64_erf::q11, coef::f64_erf::q10, coef::f64_erf::q9, coef::f64_erf::q8,
                                         coef::f64_erf::q7, coef::f64_erf::q6, coef::f64_erf::q5, coef::f64_erf::q4,
                                         coef::f64_erf::q3, coef::f64_erf::q2, coef::f64_erf::q1, coef::f64_erf::q0>;
};

SIMDACT_NAMESPACE_END
