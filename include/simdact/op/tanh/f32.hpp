// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/tanh.hpp"
#include "simdact/core/protocol.hpp"
#include "simdact/core/tanh.hpp"

SIMDACT_NAMESPACE_BEGIN

// The rational function of core/tanh.hpp.
template <>
struct kernel<op::tanh, direction::forward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9159;

  // From 9.02 on the result is 1: 1 - tanh u is below 2^-25 there. NaN passes the minimum.
  template <class V>
  struct segment {
    V x, r, value, derivative;
  };
  template <class V>
  static SIMDACT_INLINE segment<V> reduce(V x) {
    namespace c = coef::tanh;
    const V u = native::min(V(9.02f), native::abs(x));
    const native::bits_t<V> i = core::half_octave(native::fma(u, V(c::slope), V(1.0f)));
    const V r = u - native::lookup<V>(c::centre, i);
    return {x, r, native::lookup<V>(c::value, i), native::lookup<V>(c::derivative, i)};
  }

  // z = K r, and Q = r h / (N + r h) as numerator and denominator.
  template <class V>
  struct fraction {
    V x, value, z, numerator, denominator;
  };
  template <class V>
  static SIMDACT_INLINE fraction<V> evaluate(const segment<V>& s) {
    const core::tanh_ratio<V> ratio = core::tanh_fraction(s.r, s.value);
    const V numerator = ratio.h * s.r;
    return {s.x, s.value, s.derivative * s.r, numerator, numerator + ratio.n};
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const fraction<V>& f) {
    const V q = native::div(f.numerator, f.denominator);
    return native::with_sign(core::tanh_sum(f.value, f.z, q), f.x);
  }
};

SIMDACT_NAMESPACE_END
