// SPDX-License-Identifier: MIT
// The exponent of gelu_tanh and of its derivative,
//   P = log2(e) 2 sqrt(2/pi) (u + 0.044715 u^3) = rate u (u^2 + offset),
// as sign P = n + r, n the nearest multiple of 1/8 and |r| <= 1/16.
#pragma once

#include "simdact/coef/gelu_tanh.hpp"
#include "simdact/core/poly.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core {

// t = n + shifter, a shifter<3> to which a whole number may have been added.
template <class V>
struct gelu_tanh_exponent {
  V r, t;
};

// P is the product of two sums of two parts each, and r what all but the smallest of their products leave of it:
//   s + s_low = u^2 + offset
//   w + w_low = rate u
template <int sign, class V>
SIMDACT_INLINE gelu_tanh_exponent<V> gelu_tanh_reduce(const V& u, const V& shifter) {
  namespace c = coef::gelu_tanh;
  const V s = native::fma(u, u, V(c::offset_high));
  const V s_low = native::fma(u, u, V(c::offset_high) - s) + V(c::offset_low);
  const V w = u * V(c::rate_high);
  const V w_low = native::fma(u, V(c::rate_low), native::fms(u, V(c::rate_high), w));
  if constexpr (sign > 0) {
    const V t = native::fma(w, s, shifter);
    return {native::fma(w_low, s, native::fma(w, s_low, native::fms(w, s, t - shifter))), t};
  } else {
    const V t = native::fnma(w, s, shifter);
    return {native::fnma(w_low, s, native::fnma(w, s_low, native::fnma(w, s, shifter - t))), t};
  }
}

}  // namespace core
SIMDACT_NAMESPACE_END
