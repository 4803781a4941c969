// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha (e^x - 1) in double, rounded once to float, where x < 0; else x itself, a zero's sign and NaN included.
template <>
struct kernel<op::elu, direction::forward, arithmetic::f32, accuracy::exact> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    const auto f = [](const auto& d) SIMDACT_INLINE_LAMBDA { return core::minus_one(core::exact_exp(d)); };
    return native::select(native::lt(x, V(0.0f)), core::in_double(f, negative_part(x)), x);
  }

  // Not proven to be correctly rounded.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const auto f = [](const auto& d, const auto& alpha)
                       SIMDACT_INLINE_LAMBDA { return alpha * core::minus_one(core::exact_exp(d)); };
    return native::select(native::lt(x, V(0.0f)), core::in_double(f, negative_part(x), p.alpha), x);
  }

 private:
  template <class V>
  static SIMDACT_INLINE V negative_part(const V& x) {
    return native::min(V(0.0f), native::max(V(core::exact_expm1_floor), x));
  }
};

SIMDACT_NAMESPACE_END
