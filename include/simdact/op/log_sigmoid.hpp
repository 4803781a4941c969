// SPDX-License-Identifier: MIT
// log_sigmoid(x) = -ln(1 + e^-x)
#pragma once

#include <cmath>

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

  // min(x, 0) - ln(1 + e^-|x|), and near 0 x (1/2 - x q(x^2)) - ln 2: core/softplus.hpp. e^-105 is below half of the
  // least subnormal number.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    const V u = native::abs(x);
    const auto log = core::softplus_far(core::exp_reduce<-1>(native::min(V(105.0f), u)));
    const V far = native::fnma(log.high + log.low, V(1 / core::softplus_scale), native::min(V(0.0f), x));
    const V near = native::fms(x, native::fnma(x, core::softplus_even(x), V(0.5f)), V(coef::softplus::ln2));
    return native::select(native::lt(u, V(core::softplus_meet)), near, far);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.971, 0x1.63f5f2p-1}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
