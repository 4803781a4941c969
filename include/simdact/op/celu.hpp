// SPDX-License-Identifier: MIT
// celu(x) = x > 0 ? x : alpha (e^(x/alpha) - 1)
#pragma once

#include <cmath>

#include "simdact/core/elu.hpp"
#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct celu {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha > 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::expm1;
    return x > 0 ? x : R(p.alpha * expm1(R(x / p.alpha)));
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return core::elu(x);
  }

  // The reduction is that of alpha ln 2, in two constants, so that no quotient is rounded: x = n alpha ln 2 + s with
  // s = alpha r, and alpha (e^(x/alpha) - 1) = 2^n (s + s r q(r)) + alpha (2^n - 1). A zero stays as it is, and NaN.
  // Where 1 / alpha is subnormal or would overflow, or a product underflow, the exact tier serves.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x, const parameters<V>& p) {
    const auto extreme = native::mask_or(native::lt(p.alpha, V(0x1p-90f)), native::lt(V(0x1p120f), p.alpha));
    if (__builtin_expect(native::any(extreme), 0)) return forward(tier::exact{}, x, p);
    const V one(1.0f), ln2(coef::elu::ln2), magic(core::elu_magic);
    const V inverse = native::div(one, p.alpha);
    const V high = p.alpha * ln2;
    const V low = native::fms(p.alpha, ln2, high);
    const V c = native::max(V(core::elu_floor) * p.alpha, x);
    const V sum = native::fma(c, V(coef::elu::log2e) * inverse, magic);
    const V n = sum - magic;
    const V s = native::fnma(n, low, native::fnma(n, high, c));
    const V r = s * inverse;
    const V power = core::elu_power(sum);
    const V y = native::fma(power, native::fma(s, r * core::elu_polynomial(r), s), p.alpha * (power - one));
    return native::select(native::lt(x, V(0.0f)), y, x);
  }

  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    return core::exact_elu(x);
  }

  // Not proven to be correctly rounded: below 0.501 ulp. The quotient's rounding is the smaller beside the result the
  // larger it is.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x, const parameters<V>& p) {
    const auto f = [](const auto& d, const auto& alpha) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D u = native::max(D(core::exact_elu_floor), native::div(d, alpha));
      return alpha * core::minus_one(core::exact_exp(u));
    };
    return native::select(native::lt(x, V(0.0f)), core::in_double(f, native::min(V(0.0f), x), p.alpha), x);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.945, -0x1.950c58p-2},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, -0x1.eb97f8p-19}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
