// SPDX-License-Identifier: MIT
// hard_sigmoid(x) = min(max(alpha x + beta, 0), 1)
#pragma once

#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_sigmoid {
  static constexpr int parameter_count = 2;
  static constexpr simdact_params defaults{1.0 / 6, 0.5};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return clamp(R(p.alpha * x + p.beta));
  }

  // The default slope is the real number 1/6.
  template <class R>
  static R definition(const R& x) {
    return clamp(R((x + 3) / 6));
  }

  // One FMA rounds alpha x + beta once. NaN passes the clamp; adding +0 turns the -0 that max may pass into +0.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    const V line = native::fma(p.alpha, x, p.beta);
    return native::min(V(1.0f), native::max(V(0.0f), line)) + V(0.0f);
  }

  // 1/6 = c + c' with c = (1 - 2^-24)/6 below it: near x = -3, where c x + 1/2 cancels, the error c' x is the result's
  // size. x + 3 has no bits below 2^-22 there, so that (x + 3)/6 is a number of thirds of an ulp and both roundings
  // together lose 2/3 ulp at most. At x = -3 the sum is -2^-50, which the clamp makes 0; c and c' of one sign keep
  // infinities from meeting.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    const V c(0x1.555554p-3f /* 0.16666666 */), rest(0x1.555556p-27f /* 1/6 - c = 9.93e-9 */);
    const V line = native::fma(rest, x, native::fma(c, x, V(0.5f)));
    return native::min(V(1.0f), native::max(V(0.0f), line));
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x, const parameters<V>& p) {
    return forward(tier::high{}, x, p);
  }

  // (x + 3) / 6 in double, narrowed once.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return (d + D(3.0)) * D(1.0 / 6);
    };
    return native::min(V(1.0f), native::max(V(0.0f), core::in_double(f, x)));
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.667, 0x1.00000cp+0},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, 0x1.8p-23}};

 private:
  template <class R>
  static R clamp(const R& line) {
    return line > 1 ? R(1) : line <= 0 ? R(0) : line;
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END
