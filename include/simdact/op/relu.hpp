// SPDX-License-Identifier: MIT
// relu(x) = max(x, 0)
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct relu {
  template <class R>
  static R definition(const R& x) {
    return x > 0 ? x : R(0);
  }

  // Zero where x <= 0, so that -0 gives +0; NaN compares false and passes.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return native::select(native::le(x, V(0.0f)), V(0.0f), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.0, 0.0}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
