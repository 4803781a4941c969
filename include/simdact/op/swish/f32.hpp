// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/swish/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / (1 + e^-x) as a quotient that is corrected by its remainder. Everything below the line of fractions is multiplied
// by K = 2^-32, so that e^110 does not overflow.
template <>
struct kernel<op::swish, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9285;

  template <class V>
  struct reduced {
    V x, inside;
    core::exp_reduced<-1, V> e;
  };
  // Below -110 the result is -0, above 50 it is x; NaN passes the clamp.
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    const V inside = native::min(V(60.0f), native::max(V(-110.0f), x));
    return {x, inside, core::exp_reduce<-1>(inside)};
  }

  // d + low = K (1 + e^-x). The low part is exact but for the rounding of the exponential's.
  template <class V>
  struct sum {
    V x, inside, d, low;
  };
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(const reduced<V>& s) {
    const core::exp_parts<V> parts = core::exp_terms<3, -32>(s.e);
    const V w = core::exp_low(parts);
    const V large = native::max(V(0x1p-32f), parts.a);
    const V small = native::min(V(0x1p-32f), parts.a);
    const V d = (large + small) + w;
    return {s.x, s.inside, d, (small - (d - large)) + w};
  }

  // With q = 1 / d and the remainder e = 1 - q (d + low), x / (d + low) = x q + (x q) e, times K, which rounds once
  // where the result is subnormal. x itself is the result above 50, where it is NaN, and where it is -0: there and only
  // there bits(x) - 1 is larger, as a signed integer, than the bits of 50.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const sum<V>& s) {
    const V q = native::div(V(1.0f), s.d);
    const V remainder = native::fnma(q, s.low, native::fnma(q, s.d, V(1.0f)));
    const V y = native::fma(s.inside, q, (s.inside * q) * remainder) * V(0x1p-32f);
    const native::bits_t<V> before = native::to_bits(s.x) - native::bits_t<V>(1u);
    return native::select(native::gt_signed(before, native::to_bits(V(50.0f))), s.x, y);
  }

  // The same for p = alpha x, which is taken in two parts, and K = 2^-48, since x may be 1000 p. K is multiplied in
  // last in the tail and where x is not large, so that nothing small is rounded twice, and before x elsewhere. x itself
  // is the result where p is above 54, or NaN as the product of alpha = 0 and an infinite x. Below p = -110 the result
  // is zero unless x is large and alpha small: rare, and left to the exact tier.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& parameter) {
    const V one(1.0f), k(0x1p-48f), bottom(-110.0f), top(54.0f);
    const V p = parameter.alpha * x;
    const V p_low = native::fms(parameter.alpha, x, p);
    const core::exp_parts<V> parts =
        core::exp_terms<3, -48>(core::exp_reduce<-1>(native::min(top, native::max(bottom, p)), p_low));
    const V w = core::exp_low(parts);
    const V large = native::max(k, parts.a);
    const V small = native::min(k, parts.a);
    const V d = (large + small) + w;
    const V q = native::div(one, d);
    const V remainder = native::fnma(q, (small - (d - large)) + w, native::fnma(q, d, one));
    const auto last = native::mask_or(native::lt(p, V(-40.0f)), native::lt(native::abs(x), V(0x1p60f)));
    const V scaled = native::select(last, q, q * k);
    const V y = native::fma(x, scaled, (x * scaled) * remainder);
    const V magnitude = native::abs(native::select(last, y * k, y));
    const V z = native::select(native::le(p, top), native::with_sign(magnitude, x), x);
    const auto deep = native::lt(p, bottom);
    if (__builtin_expect(!native::any(deep), 1)) return z;
    using exact = kernel<op::swish, direction::forward, arithmetic::f32, accuracy::exact>;
    return native::select(deep, exact::eval(x, parameter), z);
  }
};

SIMDACT_NAMESPACE_END
