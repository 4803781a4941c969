// SPDX-License-Identifier: MIT
// squared_relu(x) = max(x, 0)^2
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct squared_relu {
  template <class R>
  static R definition(const R& x) {
    return x > 0 ? R(x * x) : R(0);
  }

  // NaN passes max as its second operand; a zero's sign is lost in the square.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    const V positive = native::max(V(0.0f), x);
    return positive * positive;
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.5, 0x1p-75}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
