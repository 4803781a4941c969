// SPDX-License-Identifier: MIT
// hard_tanh(x) = min(max(x, alpha), beta)
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_tanh {
  static constexpr int parameter_count = 2;
  static constexpr simdact_params defaults{-1, 1};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha <= p.beta;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    const R m = x > p.alpha ? x : p.alpha;
    return m < p.beta ? m : p.beta;
  }

  // The plain forms x > alpha ? x : alpha and m < beta ? m : beta, which matter where x and a limit are zeros of two
  // signs, with NaN passing by the last select alone.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    const V clamped = native::min(native::max(x, p.alpha), p.beta);
    return native::select(native::is_nan(x), x, clamped);
  }

  // Limits of -1 and 1 are no zeros: the operand order that lets NaN pass gives the same bits.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return native::min(V(1.0f), native::max(V(-1.0f), x));
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.0, 0.0}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
