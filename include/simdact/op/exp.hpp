// SPDX-License-Identifier: MIT
// exp(x) = e^x
#pragma once

#include <cmath>

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

  static constexpr bound bounds[] = {{SIMDACT_F32, SIMDACT_HIGH, 0.9148, -0x1.5d5aaep+6}};
};

}  // namespace op
SIMDACT_NAMESPACE_END
