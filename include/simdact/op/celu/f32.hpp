// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/core/expm1.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/op/celu/f32_exact.hpp"
#include "simdact/op/elu/f32.hpp"

SIMDACT_NAMESPACE_BEGIN

template <>
struct kernel<op::celu, direction::forward, arithmetic::f32, accuracy::high> {
  using elu = kernel<op::elu, direction::forward, arithmetic::f32, accuracy::high>;
  static constexpr double bound = elu::bound;

  // celu at alpha = 1 is elu at alpha = 1.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return elu::eval(x);
  }

  // The reduction is by alpha ln 2, so that no quotient x / alpha is rounded, and the polynomial's coefficients are
  // divided by powers of alpha:
  //   x = n alpha ln 2 + s,     alpha ln 2 in two parts,
  //   alpha (e^(x/alpha) - 1) = 2^n (s + s^2 (q0/alpha + q1/alpha^2 s + ...)) + (alpha 2^n - alpha).
  // The larger of that and x is the result, as in elu. The exact tier serves alphas whose powers may overflow, or be
  // subnormal.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    const V alpha = p.alpha, inverse = native::div(V(1.0f), alpha);
    const auto extreme = native::mask_or(native::lt(alpha, V(0x1p-20f)), native::lt(V(0x1p20f), alpha));
    if (__builtin_expect(native::any(extreme), 0)) {
      return kernel<op::celu, direction::forward, arithmetic::f32, accuracy::exact>::eval(x, p);
    }
    const V c = native::min(V(0.0f), native::max(V(core::expm1_floor) * alpha, x));
    const V shifted = core::expm1_shifted(c, V(coef::elu::log2e) * inverse);
    const V n = core::expm1_integer(shifted), unit = V(coef::elu::ln2) * alpha;
    const V s = native::fnma(n, native::fms(V(coef::elu::ln2), alpha, unit), native::fnma(n, unit, c));
    const V power = core::expm1_power(shifted);
    const V remainder = native::fma(s * s, polynomial(s, inverse), s);
    return native::max(native::fma(power, remainder, native::fms(alpha, power, alpha)), x);
  }

 private:
  template <class V>
  static SIMDACT_INLINE V polynomial(const V& s, const V& inverse) {
    using coef::elu::q;
    const V i2 = inverse * inverse, i4 = i2 * i2;
    const V high = native::fma(s, V(q[4]) * (i4 * inverse), V(q[3]) * i4);
    const V low = native::fma(s, native::fma(s, high, V(q[2]) * (i2 * inverse)), V(q[1]) * i2);
    return native::fma(s, low, V(q[0]) * inverse);
  }
};

SIMDACT_NAMESPACE_END
