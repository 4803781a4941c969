// SPDX-License-Identifier: MIT
// softsign(x) = x / (1 + |x|)
#pragma once

#include <cmath>

#include "simdact/core/exact.hpp"
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

  // Without a division: the integer c - bits(d) is a float y with e = 1 - d y within 0.0506, for d = 1 + u in any
  // binade, and 1/d = y / (1 - e) = y (1 + e) / (1 - e^2), 1 / (1 - g) = 1 + g + g^2 but for g^3 < 2^-25.8. Rounding
  // may take the product above 1.
  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x) {
    const V u = native::min(V(0x1p26f), native::abs(x));
    const V d = V(1.0f) + u;
    const V y = native::from_bits<V>(native::bits_t<V>(0x7ef311c7u) - native::to_bits(d));
    const V e = native::fnma(d, y, V(1.0f));
    const V near = native::fma(y, e, y);
    const V g = e * e;
    return native::with_sign(native::min(V(1.0f), u * native::fma(near, native::fma(g, g, g), near)), x);
  }

  // In double, where 1 + |x| is rounded beyond 2^29. One result lies too near a midpoint.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const V u = native::min(V(0x1p126f), native::abs(x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::div(d, D(1.0) + d);
    };
    return native::with_sign(core::corrected(core::in_double(f, u), u, 0x1.17022cp-7f, 0x1.14a722p-7f), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.625, 0x1.01998p+0},
                                     {SIMDACT_F32, SIMDACT_FAST, 3.24, 0x1.fa77dep-1},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.17022cp-7}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
