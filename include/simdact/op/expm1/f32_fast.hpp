// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/exp.hpp"
#include "simdact/coef/expm1.hpp"
#include "simdact/core/expm1.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// 2^n p + (2^n - 1) as in core/expm1.hpp, with ln 2 in two parts: here n may be large. For n = 128 the largest float
// stands for 2^n.
template <>
struct kernel<op::expm1, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 1.522;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    // Below -20 the result is -1, from 89 on it is infinite.
    const V u = native::min(V(89.0f), native::max(V(-20.0f), x));
    const V shifted = core::expm1_shifted(u, V(coef::exp::log2e));
    const V n = core::expm1_integer(shifted);
    const V r = native::fnma(n, V(coef::expm1::ln2_low), native::fnma(n, V(coef::expm1::ln2_high), u));
    const V p = core::expm1_remainder(r);
    const V s = native::min(V(0x1.fffffep127f), core::expm1_power(shifted));
    // e^x - 1 is above x or, at 0, equal to it: the larger of the two is e^x - 1, but x where x is NaN or a zero.
    return native::max(native::fma(s, p, s - V(1.0f)), x);
  }
};

SIMDACT_NAMESPACE_END
