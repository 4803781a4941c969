// SPDX-License-Identifier: MIT
// soft_shrink(x) = x > alpha ? x - alpha : x < -alpha ? x + alpha : 0
#pragma once

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct soft_shrink {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{0.5, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha >= 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return x > p.alpha ? R(x - p.alpha) : x < -p.alpha ? R(x + p.alpha) : R(0 * x);
  }

  // x less its part within [-alpha, alpha]: the difference is rounded once and has x's sign, or is +0 inside the
  // interval, where it takes it. NaN passes the clamp as its second operand.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    const V inside = native::min(p.alpha, native::max(native::negate(p.alpha), x));
    return native::with_sign(x - inside, x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.5, 0x1.00000ep+23}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
