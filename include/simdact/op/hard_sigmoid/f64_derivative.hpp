// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::hard_sigmoid, direction::backward, arithmetic::f64, accuracy::high> {
  static constexpr double bound = 0.3334;
  static constexpr bool subnormals_aside = false;

  // 0 < x/6 + 1/2 < 1 is |x| < 3; the constant is 1/6.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x) {
    return native::select_or_zero(native::lt_or_nan(native::abs(x), V(3.0)), V(0x1.5555555555555p-3), x);
  }

  // alpha x + beta, rounded once, lies on the right side of 0 and 1 unless it rounds to one of them: rare, and then the
  // side is that of the exact sum.
  template <class V>
  static SIMDACT_INLINE f64_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V line = native::fma(p.alpha, x, p.beta);
    const auto inside = native::mask_and(native::lt(V(0.0), line), native::lt(line, V(1.0)));
    const auto zero = native::eq(line, V(0.0)), one = native::eq(line, V(1.0));
    const V y = native::or_nan(native::select_or_zero(inside, p.alpha), x);
    if (__builtin_expect(!native::any(native::mask_or(zero, one)), 1)) return y;
    const V side = native::select(zero, underflown(x, p), native::negate(beyond_one(x, p)));
    return native::select(native::mask_or(zero, one), native::select_or_zero(native::lt(V(0.0), side), p.alpha), y);
  }

 private:
  // A number of the sign of alpha x + beta where that is at most 2^-1075 from 0. The smaller of alpha and x is scaled
  // by 2^600, and so is beta; where both are below 2^-300, and beta so below 2^-599, the larger and beta once more.
  // Then nothing underflows. A beta of 1 or more, which might overflow, leaves no remainder that is so small but 0.
  template <class V>
  static SIMDACT_INLINE V underflown(const V& x, const parameters<V>& p) {
    const auto x_smaller = native::lt(native::abs(x), native::abs(p.alpha));
    const V small = native::select(x_smaller, x, p.alpha), large = native::select(x_smaller, p.alpha, x);
    const V again = native::select(native::lt(native::abs(large), V(0x1p-300)), V(0x1p600), V(1.0));
    const V sum = native::fma(small * V(0x1p600), large * again, p.beta * V(0x1p600) * again);
    return native::select_or_zero(native::lt(native::abs(p.beta), V(1.0)), sum);
  }

  // A number of the sign of alpha x + beta - 1 where that is at most 2^-53 from 0. beta - 1 is s + e and alpha x is
  // a + b, both exactly, but for products so small that only their sign counts beside s = 0, and h = a + s is exact,
  // since the two nearly cancel. Of h + b + e the first sum is t + d, and t + e is exact if it cancels.
  template <class V>
  static SIMDACT_INLINE V beyond_one(const V& x, const parameters<V>& p) {
    const V s = p.beta - V(1.0), t0 = s - p.beta;
    const V e = (p.beta - (s - t0)) - (V(1.0) + t0);
    const V a = p.alpha * x;
    const V b = native::fms(p.alpha, x, a);
    const V h = a + s;
    const V t = h + b, t1 = t - h;
    const V d = (h - (t - t1)) + (b - t1);
    const V u = t + e, u1 = u - t;
    const V rest = (t - (u - u1)) + (e - u1);
    const auto underflow = native::mask_and(native::lt(native::abs(a), V(0x1p-900)), native::eq(s, V(0.0)));
    const V sign = (x * V(0x1p537)) * (p.alpha * V(0x1p537));
    return native::select(underflow, sign, u + (rest + d));
  }
};

SIMDACT_NAMESPACE_END
