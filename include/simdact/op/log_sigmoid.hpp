// SPDX-License-Identifier: MIT
// log_sigmoid(x) = -ln(1 + e^-x)
#pragma once

#include <cmath>

#include "simdact/core/exact.hpp"
#include "simdact/core/op.hpp"
#include "simdact/core/softplus.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct log_sigmoid {
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    using std::log1p;
    return x < 0 ? R(x - log1p(exp(x))) : R(-log1p(exp(R(-x))));
  }

  // min(x, 0) - ln(1 + e^-|x|), and near 0 x (1/2 - x q(x^2)) - ln 2: core/softplus.hpp.
  template <class V>
  static SIMDACT_INLINE auto reduce(tier::high, V x) {
    return core::softplus_reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(tier::high, const core::softplus_reduced<V>& s) {
    return core::softplus_evaluate(s);
  }
  template <class V>
  static SIMDACT_INLINE V finish(tier::high, const core::softplus_terms<V>& s) {
    const auto log = core::softplus_far(s.e);
    const V far = native::fnma(log.high + log.low, V(1 / core::softplus_scale), native::min(V(0.0f), s.x));
    const V near = native::fms(s.x, native::fnma(s.x, core::softplus_even(s.x), V(0.5f)), V(coef::softplus::ln2));
    return native::select(native::lt(native::abs(s.x), V(core::softplus_meet)), near, far);
  }

  template <class V>
  static SIMDACT_INLINE auto reduce(tier::fast, V x) {
    return core::softplus_reduce(x);
  }
  template <class V>
  static SIMDACT_INLINE auto evaluate(tier::fast, const core::softplus_reduced<V>& s) {
    return core::softplus_evaluate_fast(s);
  }
  template <class V>
  static SIMDACT_INLINE V finish(tier::fast, const core::softplus_power<V>& s) {
    return native::fnma(core::softplus_series(s), V(1 / core::softplus_scale), native::min(V(0.0f), s.x));
  }

  // min(x, 0) - ln(1 + e^-|x|) in double. One result lies too near a midpoint.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return native::min(D(0.0), d) - core::exact_softplus(native::max(D(-700.0), native::negate(native::abs(d))));
    };
    return core::corrected(core::in_double(f, x), x, -0x1.d483ap-12f, -0x1.63017ap-1f);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.971, 0x1.63f5f2p-1},
                                     {SIMDACT_F32, SIMDACT_FAST, 2.2188, -0x1.e11898p-4},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, -0x1.d483ap-12}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
