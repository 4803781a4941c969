// SPDX-License-Identifier: MIT
// hard_sigmoid(x) = min(max(alpha x + beta, 0), 1)
#pragma once

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
    return clamp(R(x / 6 + R(0.5)));
  }

  // One FMA rounds alpha x + beta once. NaN passes the clamp; adding +0 turns the -0 that max may pass into +0.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    const V line = native::fma(p.alpha, x, p.beta);
    return native::min(V(1.0f), native::max(V(0.0f), line)) + V(0.0f);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.99, 0.0}};

 private:
  template <class R>
  static R clamp(const R& line) {
    return line > 1 ? R(1) : line > 0 ? line : R(0);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END
