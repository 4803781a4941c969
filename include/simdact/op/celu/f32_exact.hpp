// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"
#include "simdact/op/elu/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// alpha (e^(x/alpha) - 1) in double, rounded once to float, where x < 0; else x itself.
template <>
struct kernel<op::celu, direction::forward, arithmetic::f32, accuracy::exact> {
  using elu = kernel<op::elu, direction::forward, arithmetic::f32, accuracy::exact>;
  static constexpr double bound = elu::bound;

  // celu at alpha = 1 is elu at alpha = 1.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return elu::eval(x);
  }

  // The relative error that rounding leaves in u = x / alpha <= 0 becomes in the result one of the same size or less.
  // Not proven to be correctly rounded.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const auto f = [](const auto& d, const auto& alpha) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D u = native::max(D(core::exact_expm1_floor), native::div(d, alpha));
      return alpha * core::minus_one(core::exact_exp(u));
    };
    return native::select(native::lt(x, V(0.0f)), core::in_double(f, native::min(V(0.0f), x), p.alpha), x);
  }
};

SIMDACT_NAMESPACE_END
