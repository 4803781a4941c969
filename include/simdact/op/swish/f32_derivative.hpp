// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/swish_derivative.hpp"
#include "simdact/core/decaying.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/poly.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/wide.hpp"

SIMDACT_NAMESPACE_BEGIN

// silu'(-u) = g(u) = s(-u) (1 - u s(u)) and silu'(u) = 1 - g(u) for u = |x|, s(u) = 1 / (1 + e^-u), g(u) = e^-u R(u). R
// has the zero. With a parameter x is alpha x throughout.
template <>
struct kernel<op::swish, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9811;
  static constexpr double tail = 91.7;

  // R, in each of eight segments of u, is a line and q(v), v = u - C. One of the centres C is the float nearest to the
  // zero; all v within its segment are exact. The last segment, where R = 1 - u, has no end. The exponential is 2^60
  // too large, so that nothing is subnormal before the last step; g(109) is below 2^-150.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x) {
    return core::one_sided(x, scaled_tail(native::min(V(109.0f), native::abs(x))), 0x1p-60f);
  }

  // y = alpha x in two parts; 0 where alpha is 0 and x infinite. Where y is large its low part, which may be NaN, is
  // dropped. Next to the zero of R the low part is not small beside R: such y, fewer than one in a thousand, are left
  // to double, which is off by less than 2^-54: no more than 2 ulp where y is 2^-28 or farther from the zero.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& parameter) {
    const V largest(0x1.fffffep127f), top(109.0f), alpha = parameter.alpha;
    const V finite = native::max(native::negate(largest), native::min(largest, x));
    const V bounded = native::select(native::eq(alpha, V(0.0f)), finite, x);
    const V y = alpha * bounded;
    const V u = native::min(top, native::abs(y));
    const V rest = native::fms(alpha, bounded, y);
    const V away = native::select(native::lt(y, V(0.0f)), native::negate(rest), rest);
    const V low = native::select_or_zero(native::lt(u, top), away);
    const V z = core::one_sided(y, scaled_tail(u, low), 0x1p-60f);
    const auto near = native::lt(native::abs(y - V(-0x1.474974p0f /* -1.2784646 */)), V(0x1p-11f));
    if (__builtin_expect(!native::any(near), 1)) return z;
    const auto f = [](const auto& d, const auto& a) SIMDACT_INLINE_LAMBDA {
      using D = std::decay_t<decltype(d)>;
      const D product = native::max(D(-2.0), native::min(D(-1.0), d * a));
      const D e = core::value(core::exact_exp(product)), sum = D(1.0) + e;
      return native::div(e * (sum + product), sum * sum);
    };
    return native::select(near, core::in_double(f, bounded, alpha), z);
  }

 private:
  // 2^60 g(u + low); with no low, low is 0.
  template <class V, class... Low>
  static SIMDACT_INLINE V scaled_tail(const V& u, const Low&... low) {
    namespace c = coef::swish_derivative;
    const native::bits_t<V> i = core::half_octave(native::min(V(12.0f), native::fma(u, V(c::rate), V(c::offset))));
    const V v = u - native::lookup<V>(c::centre, i);
    const V m = core::segment_polynomial(i, v, c::q8, c::q7, c::q6, c::q5, c::q4, c::q3, c::q2, c::q1);
    const V slope = native::lookup<V>(c::slope, i);
    V l = native::lookup<V>(c::q0, i);
    ((l = native::fma(slope + m, low, l)), ...);
    const core::two_part<V> companion = core::linear(native::lookup<V>(c::value, i), slope, v, l, m);
    // With ln 2 in one part: R makes up for the rest.
    core::exp_reduced<-1, V> reduced = core::exp_reduce_one_part<-1>(u);
    ((reduced.r = reduced.r + low), ...);
    const core::exp_parts<V> e = core::exp_terms<4, 60>(reduced);
    return core::product(e.a, e.p, companion);
  }
};

SIMDACT_NAMESPACE_END
