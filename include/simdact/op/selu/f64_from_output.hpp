// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/f64_selu.hpp"
#include "simdact/core/f64/two_part.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// y > 0 ? lambda : y + lambda a, with lambda a in two parts: what the first sum loses is exact, and joins the second
// part. What is lost there, e, decides where the total s + d lies exactly midway between two doubles: then d is moved
// by a place towards e. Where y is infinite there is no such rest.
template <>
struct kernel<op::selu, direction::from_output, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr bool subnormals_aside = false;

  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    namespace f64 = core::f64;
    namespace c = coef::f64_selu;
    const core::two_part<V> sum = f64::two_sum(V(c::factor), x);
    const core::two_part<V> rest = f64::two_sum(sum.low, V(c::factor_low));
    const core::two_part<V> total = f64::two_sum(sum.high, rest.high);
    const V place =
        native::with_sign(V(0x1p-52), native::from_bits<V>(native::to_bits(total.low) ^ native::to_bits(rest.low)));
    const V moved = native::fma(total.low, place, total.low);
    const V image = total.high + native::select(native::eq(rest.low, V(0.0)), total.low, moved);
    const V limited = native::select(native::is_nan(rest.high), sum.high, image);
    return native::select(native::lt(V(0.0), x), V(c::slope), limited);
  }
};

SIMDACT_NAMESPACE_END
