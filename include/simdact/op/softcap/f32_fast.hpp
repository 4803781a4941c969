// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/fast_softcap.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/tanh.hpp"

SIMDACT_NAMESPACE_BEGIN

// The shorter quotient of core/tanh.hpp, stretched. At other caps the products with alpha are rounded as well, which
// costs more than 4 ulp where the quotient's terms cancel, so that high serves them.
template <>
struct kernel<op::softcap, direction::forward, arithmetic::f32, accuracy::fast> {
  static constexpr double bound = 3.268;

  // From top on the result is 30. NaN passes the minimum.
  template <class V>
  struct segment {
    V x, r, value, scaled;
  };
  template <class V>
  static SIMDACT_INLINE segment<V> reduce(V x) {
    namespace c = coef::fast_softcap;
    const native::bits_t<V> i = core::short_tanh_segment(native::min_abs(V(c::last), x), V(c::slope));
    return {x, native::min(V(c::top), native::abs(x)) - native::lookup<V>(c::centre, i), native::lookup<V>(c::value, i),
            native::lookup<V>(c::scaled, i)};
  }
  template <class V>
  static SIMDACT_INLINE core::quotient<V> evaluate(const segment<V>& s) {
    namespace c = coef::fast_softcap;
    const V w = s.r * s.r;
    const V g = s.r * native::fma(w, V(c::p[0]), V(c::q));
    const core::quotient<V> y = core::short_tanh(g, native::fma(w, V(c::factor), V(c::q)), s.value, s.scaled);
    return {native::with_sign(y.numerator, s.x), y.denominator};
  }
  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const core::quotient<V>& y) {
    return native::div(y.numerator, y.denominator);
  }
};

SIMDACT_NAMESPACE_END
