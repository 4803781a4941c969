// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/half.hpp"
#include "simdact/op/gelu_tanh/f32_fast.hpp"

SIMDACT_NAMESPACE_BEGIN

// Not in stages: on AVX2 gcc 12 keeps those of f32 in memory where the loop works on pairs, and takes half as long
// again.
template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;
  static constexpr auto rounds = rounding::upward;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return simdact::apply<kernel<op::gelu_tanh, direction::forward, arithmetic::f32, accuracy::fast>>(x);
  }
};

template <>
struct kernel<op::gelu_tanh, direction::forward, arithmetic::f16, accuracy::high>
    : core::mended<op::gelu_tanh, accuracy::fast, arithmetic::f16> {
  static constexpr core::mend wrong[] = {{0x1p-25f, 0x1p-24f},
                                         {0x1.142p-3f, 0x1.144p-3f},
                                         {0x1.cdap-3f, 0x1.cdcp-3f},
                                         {-0x1.9aap-4f, -0x1.9acp-4f},
                                         {-0x1.05ep-3f, -0x1.05cp-3f}};
};

SIMDACT_NAMESPACE_END
