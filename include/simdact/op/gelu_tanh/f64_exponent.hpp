// SPDX-License-Identifier: MIT
// The exponent of gelu_tanh and of its derivative,
//   P(u) = 2 sqrt(2/pi) (u + 0.044715 u^3) = u (linear + cubic u^2),
// and u P'(u) = u (linear + 3 cubic u^2), in two parts.
#pragma once

#include "simdact/coef/exact_gelu_tanh.hpp"
#include "simdact/core/f64/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// factor is 1 or 3. The coefficients of the exact tier are those of -P.
template <int factor = 1, class V>
SIMDACT_INLINE two_part<V> gelu_tanh_exponent(const V& u) {
  namespace c = coef::exact_gelu_tanh;
  two_part<V> square = two_product(u, u);
  if constexpr (factor != 1) square = product(square, V(double{factor}));
  const two_part<V> slope = product(square, two_part<V>{V(-c::cubic), V(-c::cubic_low)});
  return product(sum(slope, two_part<V>{V(-c::linear), V(-c::linear_low)}), u);
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
