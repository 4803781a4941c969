// SPDX-License-Identifier: MIT
// What mish and its derivative share: tanh(ln(1 + z)) = z (z + 2) / (z (z + 2) + 2), z = e^x.
#pragma once

#include "simdact/core/f64/logistic.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// From 36.5 on that is 1, and z + 1 and z + 2 lose no more than z has: there it counts as 36.5. At -760 x times that is
// below half of the least subnormal number. NaN passes.
template <class V>
SIMDACT_INLINE exp_reduced<V> mish_reduce(const V& x) {
  return exp_reduce(cut_below(V(0x1p-400), native::min(V(36.5), native::max(V(-760.0), x))));
}

// z, of which a factor 2^n, n <= 0, is left out where it is so small beside 1 that any other number of that kind
// serves; z + 2, z (z + 2) and z (z + 2) + 2.
template <class V>
struct mish_terms {
  V n;
  two_part<V> z, more, numerator, denominator;
};

template <class V>
SIMDACT_INLINE mish_terms<V> mish_evaluate(const exp_reduced<V>& reduced) {
  const V two(2.0);
  const auto e = falling_from(reduced);
  const two_part<V> sum = fast_two_sum(two, e.value.high);
  const two_part<V> more = {sum.high, sum.low + e.value.low}, numerator = product(e.value, more);
  const two_part<V> d = fast_two_sum(native::max(two, numerator.high), native::min(two, numerator.high));
  return {e.n - native::max(V(least_power), e.n), e.value, more, numerator, {d.high, d.low + numerator.low}};
}

// a / b over 2^n, and x.
template <class V>
struct mish_fraction {
  V x, n, a, a_low, b, b_low;
};

}  // namespace core::f64
SIMDACT_NAMESPACE_END
