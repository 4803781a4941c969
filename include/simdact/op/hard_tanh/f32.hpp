// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_tanh, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0;

  // x > alpha ? x : alpha, and of that m < beta ? m : beta, as in the definition: where x and a limit are zeros of two
  // signs the limit is the result. So NaN would give a limit, and is selected by itself.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V clamped = native::min(native::max(x, p.alpha), p.beta);
    return native::select(native::is_nan(x), x, clamped);
  }

  // Limits of -1 and 1 are no zeros: x may be the second operand, which passes NaN.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return native::min(V(1.0f), native::max(V(-1.0f), x));
  }
};

SIMDACT_NAMESPACE_END
