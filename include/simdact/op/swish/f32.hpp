// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/swish/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// x / d, d = K (1 + e^-x), as a quotient that is corrected by its remainder. K = 2^-48, so that e^120 does not overflow.
template <>
struct kernel<op::swish, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9285;

  // x from -120 on: below, the result is -0. The argument of the exponential is bounded above as well: at the float below
  // 32, where e^-x no longer matters. NaN passes the bounds.
  template <class V>
  struct reduced {
    V x;
    core::exp_reduced<-1, V> e;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(V x) {
    const V bounded = native::max(V(bottom), x);
    const V inside = native::min(V(top), bounded);
    return {bounded, core::exp_reduce<-1>(inside)};
  }

  // d + low = K (1 + e^-x). The low part is exact but for the rounding of the exponential's.
  template <class V>
  struct sum {
    V x, d, low;
  };
  template <class V>
  static SIMDACT_INLINE sum<V> evaluate(const reduced<V>& s) {
    const core::exp_parts<V> parts = core::exp_terms<3, -48>(s.e);
    const V w = core::exp_low(parts);
    const V large = native::max(V(k), parts.a);
    const V small = native::min(V(k), parts.a);
    const V d = large + (small + w);
    return {s.x, d, (small - (d - large)) + w};
  }

  // With q = 1 / d and y = x q, rounded twice, x - y d is exact, and x - y (d + low) over d is what y lacks. Times K, it
  // rounds once where the result is subnormal. What x has above top is added in that step: the difference is +0 up to
  // there, which leaves a zero its sign. All bits of top are ones, so that no sum with it is a tie between two floats:
  // the result is x.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const sum<V>& s) {
    const V inside = native::min(V(top), s.x);
    const V q = native::div(V(1.0f), s.d);
    const V y = inside * q;
    const V remainder = native::fnma(y, s.low, native::fnma(y, s.d, inside));
    return native::fms(native::fma(remainder, q, y), V(k), inside - s.x);
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
    const V d = large + (small + w);
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

 private:
  static constexpr float k = 0x1p-48f, bottom = -120.0f, top = 0x1.fffffep4f /* 32 */;
};

SIMDACT_NAMESPACE_END
