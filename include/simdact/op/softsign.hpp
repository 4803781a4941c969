// SPDX-License-Identifier: MIT
// softsign(x) = x / (1 + |x|)
#pragma once

#include <cmath>

#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct softsign {
  template <class R>
  static R definition(const R& x) {
    using std::abs;
    return R(x / (R(1) + abs(x)));
  }

  // With q near 1 / (1 + u), u = |x|, and the remainder e = 1 - q (1 + u), x / (1 + u) = x q + (x q) e. The larger of 1
  // and u times q is within [1/2, 1], so that the remainder taken from it first loses 2^-26 at most; 1 + u itself needs
  // no second part. From 2^26 on the result is 1; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    const V one(1.0f);
    const V inside = native::min(V(0x1p26f), native::max(V(-0x1p26f), x));
    const V u = native::abs(inside);
    const V large = native::max(one, u);
    const V small = native::min(one, u);
    const V q = native::div(one, one + u);
    const V remainder = native::fnma(q, small, native::fnma(q, large, one));
    return native::fma(inside, q, (inside * q) * remainder);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.625, 0x1.01998p+0}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
