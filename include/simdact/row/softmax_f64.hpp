// SPDX-License-Identifier: MIT
// softmax and log_softmax as in row/softmax.hpp, in lanes of double: every exponential is in two parts, and so are S,
// 1 / S and ln S. The maximum is subtracted first, as in row/logits.hpp; the exponentials are scaled by 2^600, so that
// none of them is subnormal.
#pragma once

#include "simdact/core/f64/exp.hpp"
#include "simdact/row/log_sum.hpp"
#include "simdact/row/logits.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace row::f64 {

inline constexpr double softmax_unit = 0x1p600;

// e^-746 is below half of the least subnormal number.
template <class V>
SIMDACT_INLINE core::two_part<V> softmax_terms(const core::two_part<V>& d) {
  const V least(-746.0);
  const V low = native::select(native::lt(d.high, least), V(0.0), d.low);
  const core::f64::exp_reduced<V> e = core::f64::exp_reduce(native::max(least, d.high), low);
  const core::two_part<V> mantissa = core::f64::exp_mantissa(core::f64::exp_remainder(e));
  const V power = core::f64::exp_power<600>(e);
  return {power * mantissa.high, power * mantissa.low};
}

struct softmax_inverse {
  double high, low;

  explicit softmax_inverse(const core::two_part<double>& sum) {
    const core::two_part<double> inverse = core::f64::quotient(core::two_part<double>{1.0, 0.0}, sum);
    high = inverse.high;
    low = inverse.low;
  }
};

template <class V>
SIMDACT_INLINE V softmax_share(const V& e, const softmax_inverse& i) {
  return native::min(V(1.0), native::fma(e, V(i.high), e * V(i.low)) * V(1 / softmax_unit));
}

// ln S in two parts by a step of Newton's: with L near it, L + (S e^-L - 1).
struct softmax_log {
  double high, low;

  explicit softmax_log(const core::two_part<double>& sum) {
    using namespace core::f64;
    const double log = log_sum(sum.high);
    const exp_reduced<double> e = exp_reduce(-log);
    const core::two_part<double> mantissa = exp_mantissa(exp_remainder_wide(e));
    const double power = exp_power(e);
    const core::two_part<double> one =
        product(sum, core::two_part<double>{power * mantissa.high, power * mantissa.low});
    const core::two_part<double> corrected = fast_two_sum(log, (one.high - 1.0) + one.low);
    high = corrected.high;
    low = corrected.low;
  }
};
template <class V>
SIMDACT_INLINE V softmax_log_share(const core::two_part<V>& d, const softmax_log& l) {
  const core::two_part<V> y = core::f64::two_sum(d.high, V(-l.high));
  return native::select(native::lt(native::abs(y.high), V(__builtin_inf())), y.high + (y.low + (d.low - V(l.low))),
                        y.high);
}

}  // namespace row::f64
SIMDACT_NAMESPACE_END
