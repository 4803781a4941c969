// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// x = (k + j/8) ln 2 + r and e^x = 2^k T[j] (1 + p(r)): T + T p in one FMA, then the power of two; see core/exp.hpp.
template <>
struct kernel<op::exp, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9148;
  static constexpr double tail = 87.3;

  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> eval(const V& x) {
    return core::exp_rounded<3>(x);
  }
};

SIMDACT_NAMESPACE_END
