// SPDX-License-Identifier: MIT
// exp(x) = e^x
#pragma once

#include <cmath>

#include "simdact/core/exp.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct exp {
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    return exp(x);
  }

  // core/exp.hpp with the last scaling by a power of two, the only step that leaves the normal range, rounding once.
  // The clamp keeps the reduction exact where the result is 0 or +inf anyway; NaN passes it.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    const V clamped = native::min(V(90.0f), native::max(V(-110.0f), x));
    return core::exp_scaled<3>(core::exp_reduce(clamped));
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9148, -0x1.5d5aaep+6}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
