// SPDX-License-Identifier: MIT
// ln(1 + e^-u) in two parts from e = e^-u, u >= 0. 1 + e is 1 + f with f = e or, above sqrt 2, 2 (1 + f), and by the
// series of core/wide.hpp
//   ln(1 + f) = f - f^2/2 + s (f^2 + s^2 r(s^2)) / 2,   s = f / (2 + f).
#pragma once

#include "simdact/core/f64/logistic.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {

// From here on e^-u is below 2^-57, and ln(1 + e^-u) is e^-u.
inline constexpr double softplus_far = 40.0;

// f + lost is exact, the sum of the first two terms and ln 2 is kept in two parts, and of the last one part is enough:
// it is below 0.02.
template <class V>
SIMDACT_INLINE two_part<V> log_one_plus(const two_part<V>& e) {
  using namespace coef::exact_log1p;
  const auto above = native::lt(V(sqrt_2 - 1), e.high);
  const V half(0.5), scale = native::select(above, half, V(1.0)), shift = V(1.0) - scale;
  const V f = native::fms(e.high, scale, shift);
  const V lost = native::fma(e.low, scale, native::fms(e.high, scale, f + shift));
  const log_terms<V> t = log_terms_of(f);
  const two_part<V> line = fast_two_sum(native::select_or_zero(above, V(ln2_high)), f);
  const two_part<V> sum = fast_two_sum(line.high, t.f2 * V(-0.5));
  const V square_lost = native::fms(f, f, t.f2);
  const V small = native::fma(t.s * half, t.factor, native::fnma(square_lost, half, native::fnma(lost, f, lost)));
  return {sum.high, (sum.low + line.low) + (small + native::select_or_zero(above, V(ln2_low)))};
}

}  // namespace core::f64
SIMDACT_NAMESPACE_END
