// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"
#include "simdact/op/elu/f32_derivative.hpp"

SIMDACT_NAMESPACE_BEGIN

// celu'(x) = x > 0 ? 1 : e^(x/alpha).
template <>
struct kernel<op::celu, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9148;
  static constexpr double tail = 87.3;

  // alpha = 1: elu'.
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> eval(const V& x) {
    return kernel<op::elu, direction::backward, arithmetic::f32, accuracy::high>::eval(x);
  }

  // The quotient and, from its remainder, what it lacks. Where that remainder may be subnormal, or 1 / alpha, in
  // double.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const auto extreme = native::mask_or(native::lt(p.alpha, V(0x1p-60f)), native::lt(V(0x1p100f), p.alpha));
    if (__builtin_expect(native::any(extreme), 0)) return in_double(x, p.alpha);
    const V negative = native::min(V(0.0f), native::max(V(-110.0f) * p.alpha, x));
    const V quotient = native::div(negative, p.alpha);
    const V low = native::fnma(quotient, p.alpha, negative) * native::div(V(1.0f), p.alpha);
    return core::exp_falling<core::exp_table_one>(core::exp_reduce(quotient, low));
  }

 private:
  template <class V>
  static SIMDACT_INLINE V in_double(const V& x, const V& alpha) {
    const auto f = [](const auto& d, const auto& a) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      return core::value(core::exact_exp(native::max(D(-120.0), native::div(d, a))));
    };
    return core::in_double(f, native::min(V(0.0f), x), alpha);
  }
};

SIMDACT_NAMESPACE_END
