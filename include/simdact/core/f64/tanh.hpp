// SPDX-License-Identifier: MIT
// tanh u = m / (m + 2) in two parts, m = e^(2 u) - 1.
//
//   tanh(u), tanh(u, low)     tanh u or tanh(u + low), u in [0, 200]
#pragma once

#include "simdact/core/f64/exp.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// m = 2^n p + (2^n - 1), and m + 2 = 2^n p + (2^n + 1). The second terms are rounded from n = 53 on, and so in two
// parts.
template <class V>
SIMDACT_INLINE two_part<V> tanh_from(const exp_reduced<V>& e) {
  const two_part<V> p = exp_remainder_wide(e);
  const V power = exp_power(e), head = power * p.high, tail = power * p.low;
  const two_part<V> less = fast_two_sum(power, V(-1.0)), more = fast_two_sum(power, V(1.0));
  const two_part<V> m = fast_two_sum(less.high, head), d = fast_two_sum(more.high, head);
  return quotient(two_part<V>{m.high, (m.low + less.low) + tail}, two_part<V>{d.high, (d.low + more.low) + tail});
}
template <class V>
SIMDACT_INLINE two_part<V> tanh(const V& u) {
  return tanh_from(exp_reduce(u + u));
}
template <class V>
SIMDACT_INLINE two_part<V> tanh(const V& u, const V& low) {
  return tanh_from(exp_reduce(u + u, low + low));
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
