// SPDX-License-Identifier: MIT
// e^(c u^2) for c = -1/2 or -1 as 2^n (1 + p), 1 + p in two parts, since u^2 is taken in two parts: for c u^2 > -2^11.
#pragma once

#include "simdact/core/f64/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

template <class V>
struct scaled_exp {
  V n;
  two_part<V> mantissa;
};

template <class V>
SIMDACT_INLINE exp_reduced<V> gauss_reduce(const V& u, double c) {
  const two_part<V> square = two_product(u, u);
  return exp_reduce(square.high * V(c), square.low * V(c));
}
template <class V>
SIMDACT_INLINE scaled_exp<V> gauss(const V& u, double c) {
  const exp_reduced<V> e = gauss_reduce(u, c);
  return {exp_integer(e), exp_mantissa(exp_remainder(e))};
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
