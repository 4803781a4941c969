// SPDX-License-Identifier: MIT
// hard_swish(x) = x min(max(x/6 + 1/2, 0), 1)
#pragma once

#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_swish {
  template <class R>
  static R definition(const R& x) {
    return x > 3 ? x : x > -3 ? R(x * (x + 3) / 6) : R(-0.0);
  }

  // w = x/6 + 1/2 = h + r/6 for x clamped to [-3, 3]: h is w rounded to a multiple of 2^-23 by the magic sum w + 1, and
  // r = x + 6 (1/2 - h) is exact, since x has no bits below 2^-22 where |x| > 2, and r is within 6 * 2^-24. The result
  // is x h + x r/6, rounded once but for the small second product. At -3, h and r are +0 and the result -0; at 3, h is
  // 1 and r is +0, so that h x alone stays for every larger x. r takes the sign of x = -0, and the result with it.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    const V c(0x1.555556p-3f /* 1/6 rounded */);
    const V right = native::max(V(-3.0f), x);
    const V inside = native::min(V(3.0f), right);
    const V sum = native::fma(c, inside, V(1.5f));
    const V r = native::fma(V(6.0f), V(1.5f) - sum, inside);
    return native::fma(right, sum - V(1.0f), (c * inside) * r);
  }

  // x (c x + 3 c), where 3 c is a float as well, so that nothing cancels near x = -3; c is 1/6 and 2^-23 of it.
  template <class V>
  static SIMDACT_INLINE V forward(tier::fast, V x) {
    const V right = native::max(V(-3.0f), x);
    return right * native::min(V(1.0f), native::fma(V(0x1.555558p-3f), right, V(0x1.000002p-1f)));
  }

  // x (x + 3) / 6 in double, narrowed once. Where x/2 is a tie between two subnormals x^2/6, too small for a double,
  // decides: 2^-170 stands for it, which nothing else feels but a zero of the other sign.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::fma(d * (native::min(D(3.0), d) + D(3.0)), D(1.0 / 6), D(0x1p-170));
    };
    return native::with_sign(core::in_double(f, native::max(V(-3.0f), x)), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.501, -0x1.fbfbf8p-20},
                                     {SIMDACT_F32, SIMDACT_FAST, 3.49, 0x1.fd54fep-8},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1p-149}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
