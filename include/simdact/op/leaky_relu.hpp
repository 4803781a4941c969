// SPDX-License-Identifier: MIT
// leaky_relu(x) = x > 0 ? x : alpha x
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct leaky_relu {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{0.01, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return x > 0 ? x : R(p.alpha * x);
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    return native::select(native::lt(V(0.0f), x), x, p.alpha * x);
  }

  // A slope within [0, 1) makes x the larger of x and alpha x just where x > 0.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return native::max(V(0.01f) * x, x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.5, -0x1p-121}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
