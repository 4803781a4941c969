// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/bf16_elu.hpp"
#include "simdact/coef/f16_elu.hpp"
#include "simdact/core/bf16.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/half.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN

// 1 - e^x for x < 0 by a polynomial in u = -x for each of eight segments, whose coefficients are such that every result
// is correctly rounded. From top on it is 1. Where x has no sign it is the result; a NaN that has one passes the
// minimum.
template <>
struct kernel<op::elu, direction::forward, arithmetic::bf16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  static SIMDACT_INLINE native::halves_t<V> map(const native::halves_t<V>& x) {
    using H = native::halves_t<V>;
    namespace c = coef::bf16_elu;
    const H y = core::in_floats<rounding::away, V>(x & H(0x7fffu), [](const V& magnitude) SIMDACT_INLINE_LAMBDA {
      const V u = native::min(V(c::top), magnitude);
      const native::bits_t<V> i = core::half_octave(native::fma(u, V(c::slope), V(c::offset)));
      return core::segment_polynomial(i, u, c::c3, c::c2, c::c1, c::c0);
    });
    return native::select(native::gt_signed(H(0u), x), y | H(0x8000u), x);
  }
};

// e^x - 1 = (a - 1) + a p(r) for x < 0, core/exp.hpp. Below -18 it rounds to -1. NaN passes the maximum and fails
// the comparison.
template <>
struct kernel<op::elu, direction::forward, arithmetic::f16, accuracy::high> {
  static constexpr double bound = 0.5;

  template <class V>
  struct reduced {
    V x;
    core::exp_reduced<1, V> e;
  };
  template <class V>
  static SIMDACT_INLINE reduced<V> reduce(const V& x) {
    return {x, core::exp_reduce_one_part(native::max(V(-18.0f), x))};
  }

  template <class V>
  struct terms {
    V x, a, p;
  };
  template <class V>
  static SIMDACT_INLINE terms<V> evaluate(const reduced<V>& s) {
    return {s.x, core::exp_power(s.e, coef::exp::lowered_table), core::polynomial(s.e.r, coef::f16_elu::p)};
  }

  template <class V>
  static SIMDACT_INLINE f32_lanes<V> finish(const terms<V>& s) {
    return native::select(native::lt(s.x, V(0.0f)), native::fma(s.a, s.p, s.a - V(1.0f)), s.x);
  }
};

SIMDACT_NAMESPACE_END
