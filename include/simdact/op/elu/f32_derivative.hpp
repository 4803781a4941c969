// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// elu'(x) = x > 0 ? 1 : alpha e^x.
template <>
struct kernel<op::elu, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9148;
  static constexpr double tail = 87.3;

  // At alpha = 1 that is e^min(x, 0); NaN passes the clamps. e^-110 is below half of the least subnormal number.
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> eval(const V& x) {
    const V negative = native::min(V(0.0f), native::max(V(-110.0f), x));
    return core::exp_falling<core::exp_table_one>(core::exp_reduce(negative));
  }

  // 2^62 e^x = A + W times alpha, whose product with A is taken in two parts: no part is subnormal or infinite for
  // ordinary alpha, and 2^30 e^-126 is below half of the least subnormal number.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V size = native::abs(p.alpha);
    const auto extreme = native::mask_or(native::lt(size, V(0x1p-30f)), native::lt(V(0x1p30f), size));
    if (__builtin_expect(native::any(extreme), 0)) return in_double(x, p.alpha);
    const V negative = native::min(V(0.0f), native::max(V(-126.0f), x));
    const core::exp_parts<V> e = core::exp_terms<3, 62>(core::exp_reduce(negative));
    const V high = p.alpha * e.a;
    const V low = native::fma(p.alpha, core::exp_low(e), native::fms(p.alpha, e.a, high));
    return native::select(native::lt(V(0.0f), x), V(1.0f), (high + low) * V(0x1p-62f));
  }

 private:
  // The largest float times e^-300 is far below the least subnormal number.
  template <class V>
  static SIMDACT_INLINE V in_double(const V& x, const V& alpha) {
    const V negative = native::min(V(0.0f), native::max(V(-300.0f), x));
    const auto f = [](const auto& d, const auto& a)
                       SIMDACT_INLINE_LAMBDA { return a * core::value(core::exact_exp(d)); };
    return native::select(native::lt(V(0.0f), x), V(1.0f), core::in_double(f, negative, alpha));
  }
};

SIMDACT_NAMESPACE_END
