// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_softcap.hpp"
#include "simdact/coef/fast_tanh.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/tanh.hpp"

SIMDACT_NAMESPACE_BEGIN

// The shorter quotient of core/tanh.hpp, stretched by alpha.
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.9;

  // From top on the quotient is 30 or, by a rounding, more. NaN passes both minima.
  template <class V>
  struct segment {
    V x, r, value, scaled;
  };
  template <class V>
  struct fraction {
    V x;
    core::quotient<V> y;
  };
  template <class V>
  static SIMDACT_INLINE segment<V> reduce(V x) {
    namespace c = coef::fast_softcap;
    const native::bits_t<V> i = core::short_tanh_segment(native::min_abs(V(c::last), x), V(c::slope));
    return {x, native::min(V(c::top), native::abs(x)) - native::lookup<V>(c::centre, i), native::lookup<V>(c::value, i),
            native::lookup<V>(c::scaled, i)};
  }

  template <class V>
  static SIMDACT_INLINE fraction<V> evaluate(const segment<V>& s) {
    namespace c = coef::fast_softcap;
    return {s.x, core::short_tanh(s.r, V(c::q), c::p[0], s.value, s.scaled)};
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const fraction<V>& f) {
    return native::with_sign(native::min(V(30.0f), native::div(f.y.numerator, f.y.denominator)), f.x);
  }

  // With tanh's tables. Outside of [1, 2^40] the products with alpha^2 overflow, or are subnormal for small x: left to
  // high. From top alpha on the result is alpha, which the quotient may miss by a rounding.
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> eval(const V& x, const parameters<V>& p) {
    namespace c = coef::fast_tanh;
    const auto extreme = native::mask_or(native::lt(p.alpha, V(1.0f)), native::lt(V(0x1p40f), p.alpha));
    using high = kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::high>;
    if (__builtin_expect(native::any(extreme), 0)) return high::eval(x, p);
    const V inverse = native::div(V(1.0f), p.alpha);
    const V end = V(c::top) * p.alpha;
    const V u = native::min(end, native::abs(x));
    const native::bits_t<V> i =
        core::short_tanh_segment(native::min_abs(V(c::last) * p.alpha, x), V(c::slope) * inverse);
    const V r = native::fnma(p.alpha, native::lookup<V>(c::centre, i), u);
    const V value = native::lookup<V>(c::value, i);
    const core::quotient<V> y =
        core::short_tanh(r, V(c::q) * p.alpha * p.alpha, c::p[0], value * p.alpha, value * inverse);
    const V inside = native::div(y.numerator, y.denominator);
    return native::with_sign(native::select(native::le(end, u), p.alpha, inside), x);
  }
};

SIMDACT_NAMESPACE_END
