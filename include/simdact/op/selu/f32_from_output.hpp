// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/selu.hpp"
#include "simdact/coef/selu_derivative.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// y > 0 ? lambda : y + lambda a, with lambda a in two parts: what the first sum loses is exact, and joins the second
// part. Where y is infinite there is no such rest.
template <>
struct kernel<op::selu, direction::from_output, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool subnormals_aside = false;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V high(coef::selu::factor), low(coef::selu::factor_low);
    const V sum = high + x, back = sum - high;
    const V rest = ((high - (sum - back)) + (x - back)) + low;
    const V image = native::select(native::is_nan(rest), sum, sum + rest);
    return native::select(native::lt(V(0.0f), x), V(coef::selu_derivative::slope), image);
  }
};

SIMDACT_NAMESPACE_END
