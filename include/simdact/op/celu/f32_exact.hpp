// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exact_exp.hpp"
#include "simdact/core/expm1.hpp"
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

  // For alpha from 2^-40, below which parts of products may be subnormal, to 2^60. u = x / alpha is in two parts; what
  // it lacks beside the second is below 2^-47 of it.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V zero(0.0f), alpha = p.alpha;
    const auto is_negative = native::lt(x, zero);
    const auto extreme = native::mask_or(native::lt(alpha, V(0x1p-40f)), native::lt(V(0x1p60f), alpha));
    if (native::vector_traits<V>::lanes == 1 || __builtin_expect(native::any(extreme), 0)) {
      return native::select(is_negative, wide(x, alpha), x);
    }
    const V inverse = native::div(V(1.0f), alpha);
    const V c = native::min(zero, native::max(V(core::exact_expm1_floor) * alpha, x));
    const V u = c * inverse;
    const V u_low = native::fnma(u, alpha, c) * inverse;
    const auto f = [&](const V& high, const V& low, const V& above) SIMDACT_INLINE_LAMBDA {
      const V y = high + low;
      const auto doubtful = native::mask_and(is_negative, core::is_doubtful(y, high, above));
      return native::select(is_negative, __builtin_expect(native::any(doubtful), 0) ? wide(x, alpha) : y, x);
    };
    const auto product = [&](const V& h, const V& l, const V& w)
                             SIMDACT_INLINE_LAMBDA { return core::exact_product(f, alpha, h, l, w); };
    return core::exact_minus_one(product, u, u_low);
  }

 private:
  // The relative error that rounding leaves in x / alpha <= 0 becomes in the result one of the same size or less. Not
  // proven to be correctly rounded.
  template <class V>
  static SIMDACT_INLINE V wide(const V& x, const V& alpha) {
    const auto f = [](const auto& d, const auto& a) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D u = native::max(D(core::exact_expm1_floor), native::div(d, a));
      return a * core::minus_one(core::exact_exp(u));
    };
    return core::in_double(f, native::min(V(0.0f), x), alpha);
  }
};

SIMDACT_NAMESPACE_END
