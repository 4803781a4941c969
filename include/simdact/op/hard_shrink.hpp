// SPDX-License-Identifier: MIT
// hard_shrink(x) = |x| > alpha ? x : 0
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_shrink {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{0.5, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha >= 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return x > p.alpha || x < -p.alpha ? x : R(0 * x);
  }

  // x times 1 or 0: a zero of x's sign where |x| <= alpha; NaN stays NaN.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    return x * native::select_or_zero(native::lt(p.alpha, native::abs(x)), V(1.0f));
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.0, 0.0}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
