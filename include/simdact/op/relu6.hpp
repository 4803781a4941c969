// SPDX-License-Identifier: MIT
// relu6(x) = min(max(x, 0), 6)
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct relu6 {
  template <class R>
  static R definition(const R& x) {
    return x > 6 ? R(6) : x > 0 ? x : R(0);
  }

  // native::min and max give their second operand where one is NaN, so NaN passes both; max(0, -0) would be -0, and
  // adding +0 makes it +0 and changes nothing else.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return native::min(V(6.0f), native::max(V(0.0f), x)) + V(0.0f);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.0, 0.0}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
