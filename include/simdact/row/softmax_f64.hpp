// SPDX-License-Identifier: MIT
// softmax and log_softmax as in row/softmax.hpp, in lanes of double. Of every exponential 2^(600 - w) e^t, rounded, the
// sum takes what the rounding lost as well; S, 1 / S and ln S are in two parts.
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/core/f64/exp.hpp"
#include "simdact/row/log_sum.hpp"
#include "simdact/row/logits.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace row::f64 {

inline constexpr double softmax_power = 600, softmax_unit = 0x1p600;  // 2^softmax_power

// What the elements of a row share.
struct softmax_anchor {
  double whole, shifter, least;

  // Of an element so far below the largest there is nothing in the results.
  static constexpr double depth = 747;
  // Within it and the depth core::f64::exp_reduce_by may work on t itself.
  static constexpr double range = 1200;
  // As of a product under a mask: what that leaves nothing of is below -2048. Of other products all that matters is
  // that a depth beside them is no less than it.
  static constexpr double product_range = range, range_of_scaled = 0x1p40;
  // Products with a tinier maximum might be subnormal. Beside 1 it and `little` are nothing.
  static constexpr double tiny = 0x1p-300, little = 0x1p-200;

  static bool is_in_range(double maximum) { return __builtin_fabs(maximum) <= range; }
  static bool is_tiny(double maximum) { return maximum != 0 && __builtin_fabs(maximum) < tiny; }
  static bool has_center(double maximum) { return is_tiny(maximum); }
  // What is subtracted from a row that is centered.
  static double center_of(double) { return -little; }
  explicit softmax_anchor(double maximum) {
    whole = native::fma(maximum, coef::exact_exp::log2e, core::f64::shifter) - core::f64::shifter;
    shifter = core::f64::shifter + (softmax_power - whole);
    least = maximum - depth;
  }
};

// 2^(600 - w) e^t = A (1 + p), p = r + s: rounded in one part, or in two.
template <class V>
struct softmax_parts {
  V a, r, s;
};
template <class V>
SIMDACT_INLINE softmax_parts<V> softmax_parts_of(const core::f64::exp_reduced<V>& e) {
  return {core::f64::exp_power(e), e.r, core::f64::exp_remainder_low(e)};
}
template <class V>
SIMDACT_INLINE softmax_parts<V> softmax_terms(const V& t, const softmax_anchor& a) {
  return softmax_parts_of(core::f64::exp_reduce_by(native::max(V(a.least), t), V(a.shifter)));
}
template <class V>
SIMDACT_INLINE softmax_parts<V> softmax_terms(const held_logit<V>& t, const softmax_anchor& a) {
  return softmax_parts_of(core::f64::exp_reduce_by(t.high, t.low, V(a.shifter)));
}
template <class V>
SIMDACT_INLINE softmax_parts<V> softmax_terms(const core::two_part<V>& t, const softmax_anchor& a) {
  // What a number far below lacks may itself be large.
  const V low = native::select_or_zero(native::le(V(a.least), t.high), t.low);
  return softmax_terms(held_logit<V>{native::max(V(a.least), t.high), low}, a);
}

template <class V>
SIMDACT_INLINE V softmax_rounded(const softmax_parts<V>& e) {
  return native::fma(e.a, e.r + e.s, e.a);
}
// The exponential, or 0 where the result is: from below 2^-476 of 2^600 it is less than half of the least subnormal
// number. e^-747 is, and with it all that have no weight in the sum.
template <class V>
SIMDACT_INLINE V softmax_value(const softmax_parts<V>& e) {
  return native::select_or_zero(native::le(V(0x1p-476), e.a), softmax_rounded(e));
}

// S of one vector of a row's lanes. Every exponential is below 2 softmax_unit, from where the first sum begins; what an
// addition to it loses is exact, and so little that the second sum need not be drained.
template <class V>
struct softmax_sum {
  V high = V(2 * softmax_unit), low = V(0.0);

  SIMDACT_INLINE void add(const softmax_parts<V>& e) {
    const V next = high + softmax_rounded(e);
    low = low + native::fma(e.a, e.s, native::fma(e.a, e.r, e.a - (next - high)));
    high = next;
  }
  SIMDACT_INLINE core::two_part<V> total() const { return core::f64::two_sum(high - V(2 * softmax_unit), low); }
};

// Of a sum that is softmax_unit times as large.
struct softmax_inverse {
  double high, low;

  explicit softmax_inverse(const core::two_part<double>& sum) {
    const core::two_part<double> inverse = core::f64::quotient(core::two_part<double>{1.0, 0.0}, sum);
    high = softmax_unit * inverse.high;
    low = softmax_unit * inverse.low;
  }
};

template <class V>
SIMDACT_INLINE V softmax_share(const V& e, const softmax_inverse& i) {
  return native::min(V(1.0), native::fma(e, V(i.high), e * V(i.low)) * V(1 / softmax_unit));
}

// ln S in two parts by a step of Newton's: with L near it, L + (S e^-L - 1). The sum is S 2^(600 - w).
struct softmax_log {
  double high, low;

  softmax_log(const core::two_part<double>& sum, const softmax_anchor& a) {
    using namespace core::f64;
    const double log = log_sum(sum.high, -softmax_power);
    const exp_reduced<double> e = exp_reduce(-log);
    const core::two_part<double> mantissa = exp_mantissa(exp_remainder_wide(e));
    const double power = exp_power<-static_cast<int>(softmax_power)>(e);
    const core::two_part<double> one =
        product(sum, core::two_part<double>{power * mantissa.high, power * mantissa.low});
    const core::two_part<double> corrected = fast_two_sum(log, (one.high - 1.0) + one.low);
    const core::two_part<double> total = core::f64::sum(
        corrected, core::two_part<double>{a.whole * coef::exact_exp::ln2_high, a.whole * coef::exact_exp::ln2_low});
    high = total.high;
    low = total.low;
  }
};

}  // namespace row::f64
SIMDACT_NAMESPACE_END
