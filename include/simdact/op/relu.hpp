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

  // NaN passes max as its second operand, and so does -0: adding +0 makes it +0 and changes nothing else.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return native::max(V(0.0f), x) + V(0.0f);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.0, 0.0}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
