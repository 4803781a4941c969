// SPDX-License-Identifier: MIT
// 1 + e^-x for kernels of f16 and bf16, from the reduction of core/exp.hpp with one float for ln 2. Each function has a
// polynomial p of its own, one that leaves none of its 65,536 results wrong.
#pragma once

#include "simdact/core/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// K (1 + e^-x) for x in [-98, 88] or so, K = 2^-16: within a float's range.
inline constexpr float half_logistic_scale = 0x1p-16f;
template <class V>
SIMDACT_INLINE V half_logistic_sum(const exp_reduced<-1, V>& e, const float (&p)[4]) {
  static constexpr exp_table<-16> table(coef::exp::lowered_table);
  const V a = exp_power(e, table.values);
  return native::fma(a, exp_polynomial<-1>(e.r, p), a + V(half_logistic_scale));
}

}  // namespace core
SIMDACT_NAMESPACE_END
