// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/softcap.hpp"
#include "simdact/coef/tanh.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/tanh.hpp"
#include "simdact/op/softcap/f32_exact.hpp"

SIMDACT_NAMESPACE_BEGIN

// The rational function of core/tanh.hpp, stretched by alpha: u = |x| = C + r, s = r / alpha, T = alpha tanh(C / alpha)
// and K = 1 - tanh(C / alpha)^2 give
//   softcap u = T + K r (1 - Q),   Q = s h / (N + s h),   N = s^2 + 21/2,   h = (T / alpha + s / 10) N + (49/20) s.
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9184;

  // From 270.6 = 9.02 alpha on the result is 30. NaN passes the minimum.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    namespace c = coef::softcap;
    const V inverse(0x1.111112p-5f /* 1/30 */);
    const V u = native::min(V(270.6f), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::fma(u, V(c::slope), V(1.0f)));
    const V r = u - native::lookup<V>(c::centre, i);
    const V value = native::lookup<V>(c::value, i), rise = native::lookup<V>(c::derivative, i) * r;
    const V q = fraction(r * inverse, value * inverse);
    return native::with_sign(core::tanh_sum(value, rise, q), x);
  }

  // With tanh's tables. Its centres times alpha are no floats: one FMA takes them from u; and what T lacks as a float,
  // which counts as a whole ulp where the result is below a power of two that T is above, is added. Two cases are
  // special:
  //   alpha < 2^-60, alpha > 2^120    left to the exact tier, before 1 / alpha or a product with alpha overflows or is
  //                                   subnormal
  //   x infinite                      alpha, which the formula may miss by a rounding
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace c = coef::tanh;
    const V largest(0x1.fffffep127f);
    const V inverse = native::div(V(1.0f), p.alpha);
    const auto extreme = native::mask_or(native::lt(p.alpha, V(0x1p-60f)), native::lt(V(0x1p120f), p.alpha));
    using exact = kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::exact>;
    if (__builtin_expect(native::any(extreme), 0)) return exact::eval(x, p);
    const V u = native::min(V(9.02f) * p.alpha, native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::fma(u * inverse, V(c::slope), V(1.0f)));
    const V r = native::fnma(p.alpha, native::lookup<V>(c::centre, i), u);
    const V scaled = native::lookup<V>(c::value, i), value = p.alpha * scaled;
    const V low = native::fms(p.alpha, scaled, value), rise = native::lookup<V>(c::derivative, i) * r;
    const V y = value + native::fnma(rise, fraction(r * inverse, scaled), rise + low);
    const auto finite = native::le(native::abs(x), largest);
    return native::with_sign(native::select(finite, y, native::min(p.alpha, native::abs(x))), x);
  }

 private:
  // Q of s and T / alpha.
  template <class V>
  static SIMDACT_INLINE V fraction(const V& s, const V& scaled) {
    const core::tanh_ratio<V> ratio = core::tanh_fraction(s, scaled);
    return s * native::div(ratio.h, native::fma(s, ratio.h, ratio.n));
  }
};

SIMDACT_NAMESPACE_END
