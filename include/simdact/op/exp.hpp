// SPDX-License-Identifier: MIT
// exp(x) = e^x
#pragma once

#include <cmath>

#include "simdact/core/exact.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/op.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct exp {
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    return exp(x);
  }

  // x = (k + j/8) ln 2 + r and e^x = 2^k T[j] (1 + p(r)): T + T p in one FMA, then the power of two; see core/exp.hpp.
  template <class V>
  static SIMDACT_INLINE V forward(tier::high, V x) {
    return core::exp_rounded<3>(x);
  }

  // e^x in double, narrowed once: the clamp's ends give infinity and zero.
  template <class V>
  static SIMDACT_INLINE V forward(tier::exact, V x) {
    const V bounded = native::min(V(100.0f), native::max(V(-120.0f), x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::value(core::exact_exp(d)); };
    return core::in_double(f, bounded);
  }

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9148, -0x1.5d5aaep+6},
                                     {SIMDACT_F32, SIMDACT_EXACT, 0.5, -0x1.d2259ap+3}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
