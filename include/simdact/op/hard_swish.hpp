// SPDX-License-Identifier: MIT
// hard_swish(x) = x min(max(x/6 + 1/2, 0), 1)
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_swish {
  template <class R>
  static R definition(const R& x) {
    return x > 3 ? x : x > -3 ? R(x * (x / 6 + R(0.5))) : R(0);
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return native::max(V(0.0f), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.99, 0.0}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
