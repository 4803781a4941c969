// SPDX-License-Identifier: MIT
#pragma once

#include "simdact/coef/erf_derivative.hpp"
#include "simdact/core/exp.hpp"
#include "simdact/core/protocol.hpp"

SIMDACT_NAMESPACE_BEGIN

// erf'(x) = (2 / sqrt pi) e^(-x^2).
template <>
struct kernel<op::erf, direction::backward, arithmetic::f32, accuracy::high> {
  static constexpr double bound = 0.9340;
  static constexpr double tail = 9.3;

  // x^2 in two parts; the factor is in the table and in the polynomial. NaN passes the clamps: e^(-10.3^2) is below
  // half of the least subnormal number, and below 2^-40 the square, which would become subnormal, changes nothing.
  template <class V>
  static SIMDACT_INLINE f32_lowerable<V> eval(const V& x) {
    const V u = native::max(V(0x1p-40f), native::min(V(10.3f), native::abs(x)));
    const V square = u * u;
    return core::exp_falling<scaled>(core::exp_reduce<-1>(square, native::fms(u, u, square)));
  }

 private:
  struct scaled {
    static constexpr const float (&table)[8] = coef::erf_derivative::table;
    static constexpr const float (&lowered)[8] = coef::erf_derivative::lowered_table;
    static constexpr const float (&p)[4] = coef::erf_derivative::p;
  };
};

SIMDACT_NAMESPACE_END
