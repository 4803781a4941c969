// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_selu.hpp"
#include "simdact/core/f64/two_part.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// y > 0 ? lambda : y + lambda a, with lambda a in two parts: what the first sum loses is exact, and joins the second
// part. Where y is infinite there is no such rest.
template <>
struct kernel<op::selu, direction::from_output, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    namespace c = coef::f64_selu;
    const core::two_part<V> sum = f64::two_sum(V(c::factor), x);
    const V rest = sum.low + V(c::factor_low);
    const V image = native::select(native::is_nan(rest), sum.high, sum.high + rest);
    return native::select(native::lt(V(0.0), x), V(c::slope), image);
  }
};

SIMDACT_NAMESPACE_END
