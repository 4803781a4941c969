// SPDX-License-Identifier: MIT
// threshold(x) = x > alpha ? x : beta
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct threshold {
  static constexpr int parameter_count = 2;
  static constexpr simdact_params defaults{1, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return x > p.alpha ? x : p.beta;
  }

  // beta where x <= alpha: NaN compares false and passes.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    return native::select(native::le(x, p.alpha), p.beta, x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.0, 0.0}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
