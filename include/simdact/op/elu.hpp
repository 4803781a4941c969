// SPDX-License-Identifier: MIT
// elu(x) = x > 0 ? x : alpha (e^x - 1)
#pragma once

#include <cmath>

#include "simdact/core/elu.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct elu {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::expm1;
    return x > 0 ? x : R(p.alpha * expm1(x));
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return core::elu(x);
  }

  // alpha (e^x - 1) = (alpha 2^n) p(r) + alpha (2^n - 1). A zero stays as it is, and NaN. Where alpha 2^n may be
  // subnormal, the exact tier serves.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    if (__builtin_expect(native::any(native::lt(native::abs(p.alpha), V(0x1p-90f))), 0)) {
      return forward(tier::exact{}, x, p);
    }
    const V c = native::max(V(core::elu_floor), x);
    const V sum = native::fma(c, V(coef::elu::log2e), V(core::elu_magic));
    const V r = native::fnma(sum - V(core::elu_magic), V(coef::elu::ln2), c);
    const V image = native::fma(r * r, core::elu_polynomial(r), r);
    const V power = core::elu_power(sum);
    const V y = native::fma(p.alpha * power, image, p.alpha * (power - V(1.0f)));
    return native::select(native::lt(x, V(0.0f)), y, x);
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    return core::exact_elu(x);
  }

  // Not proven to be correctly rounded: below 0.501 ulp.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x, const parameters<V>& p) {
    const V negative = native::min(V(0.0f), native::max(V(core::exact_elu_floor), x));
    const auto f = [](const auto& d, const auto& alpha)
                       SIMDACT_INLINE_LAMBDA { return alpha * core::minus_one(core::exact_exp(d)); };
    return native::select(native::lt(x, V(0.0f)), core::in_double(f, negative, p.alpha), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.945, -0x1.950c58p-2},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, -0x1.eb97f8p-19}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
