// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// In double, rounded once to float. e^100 - 1 is infinite there and e^-40 - 1 is -1.
template <>
struct kernel<op::expm1, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const V bounded = native::min(V(100.0f), native::max(V(-40.0f), x));
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::minus_one(core::exact_exp(d)); };
    return native::with_sign(native::abs(core::in_double(f, bounded)), x);
  }
};

SIMDACT_NAMESPACE_END
