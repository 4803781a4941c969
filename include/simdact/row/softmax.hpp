// SPDX-License-Identifier: MIT
// softmax(x)_i = e^(t_i - m) / S and log_softmax(x)_i = t_i - m - ln S, with t the row's logits, m their maximum and
// S the sum of e^(t_i - m), in lanes of float.
//
// The maximum need not be subtracted: with w the whole number nearest to m / ln 2 every exponential is 2^(64 - w) times
// what core/exp.hpp gives, a factor that costs nothing, and none of them is subnormal. Only where |m| is beyond the
// range of the exponential it is subtracted first; there the difference is exact for every x that counts. And where m
// is so tiny that products with it and its like might be subnormal, a number is that is nothing beside 1.
//
//   softmax_anchor(m)              what the elements of a row share, m what is left of the maximum
//   softmax_terms<degree>(d, a)    2^(64 - w) e^d = A + A p, of d in one part, in two, or of a product
//   softmax_value(e)               of these terms the exponential, or 0 where there is nothing of it in the result
//   softmax_sum                    S, compensated: A is added to a sum that is larger than it, so that what an addition
//                                  loses is exact and goes, with A p, into a second one
//   softmax_plain_sum              S, rounded at every addition
//   softmax_inverse, softmax_rounded_inverse, softmax_share(e, i)     1 / S in two parts or rounded, and e / S
//   softmax_log                    ln S in two parts
#pragma once

#include "simdact/core/exp.hpp"
#include "simdact/row/log_sum.hpp"
#include "simdact/row/logits.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace row {

inline constexpr float softmax_power = 64, softmax_unit = 0x1p64f;  // 2^softmax_power

struct softmax_anchor {
  float whole, shifter, least;

  // Up to 1023 the sum with core::shifter<3> holds the logarithm's eighths.
  static constexpr float range = 900.0f;
  static constexpr float tiny = 0x1p-60f, little = 0x1p-40f;
  // From here to what counts for nothing a product below core::exp_reduce_product_by's largest leads.
  static constexpr float product_range = 240.0f, range_of_scaled = product_range;

  // Of an element so far below the largest there is nothing in the results.
  static constexpr float depth = 107.0f;

  static bool is_in_range(float maximum) { return __builtin_fabsf(maximum) <= range; }
  static bool is_tiny(float maximum) { return maximum != 0 && __builtin_fabsf(maximum) < tiny; }
  // Whether a row of this maximum may be centered.
  static bool has_center(float) { return true; }
  // What is subtracted from a row that is centered.
  static float center_of(float maximum) { return is_tiny(maximum) ? -little : is_in_range(maximum) ? 0.0f : maximum; }
  explicit softmax_anchor(float maximum) {
    whole = native::fma(maximum, coef::exp::log2e, core::shifter<0>) - core::shifter<0>;
    shifter = core::shifter<3> + (softmax_power - whole);
    least = maximum - depth;
  }
};

template <int degree, class V>
SIMDACT_INLINE core::exp_parts<V> softmax_terms(const V& d, const softmax_anchor& a) {
  return core::exp_terms<degree>(core::exp_reduce_by(native::max(V(a.least), d), V(a.shifter)));
}
template <int degree, class V>
SIMDACT_INLINE core::exp_parts<V> softmax_terms(const core::two_part<V>& d, const softmax_anchor& a) {
  // What a number far below lacks may itself be large.
  const V low = native::select_or_zero(native::le(V(a.least), d.high), d.low);
  const core::exp_reduced<1, V> e = core::exp_reduce_by(native::max(V(a.least), d.high), V(a.shifter));
  return core::exp_terms<degree>(core::exp_reduced<1, V>{e.r + low, e.t});
}
// x is not below a.least, by which the scale divides it.
template <int degree, class V>
SIMDACT_INLINE core::exp_parts<V> softmax_terms(const scaled_logit<V>& t, const softmax_anchor& a) {
  return core::exp_terms<degree>(core::exp_reduce_product_by(t.scale, t.x, V(a.shifter), t.scale_low));
}

// A + A p, or 0 where the result is: from below 2^-88 of 2^64 it is less than half of the least subnormal number, and
// to round it to that would cost more than all the rest. e^-107 is, and with it all that have no weight in the sum.
template <class V>
SIMDACT_INLINE V softmax_value(const core::exp_parts<V>& e) {
  return native::select_or_zero(native::le(V(0x1p-88f), e.a), core::exp_sum(e));
}

// S of one vector of a row's lanes: what drain() gives over so many packs, added up in double, and rest() at the end.
// Compensated, every A is below 2 softmax_unit, from where the first sum begins.
template <class V>
struct softmax_sum {
  static constexpr std::size_t packs = 64;
  V high = V(2 * softmax_unit), low = V(0.0f);

  // The first addition, to nothing.
  SIMDACT_INLINE void begin(const core::exp_parts<V>& e) { low = lost(e); }
  SIMDACT_INLINE void add(const core::exp_parts<V>& e) { low = low + lost(e); }
  SIMDACT_INLINE V drain() {
    const V sum = low;
    low = V(0.0f);
    return sum;
  }
  SIMDACT_INLINE V rest() const { return high - V(2 * softmax_unit); }

 private:
  SIMDACT_INLINE V lost(const core::exp_parts<V>& e) {
    const V next = high + e.a;
    const V rest = native::fma(e.a, e.p, e.a - (next - high));
    high = next;
    return rest;
  }
};

// Two plain sums of every other exponential: half the errors of one.
template <class V>
struct softmax_plain_sum {
  static constexpr std::size_t packs = 8;
  V first = V(0.0f), second = V(0.0f);

  SIMDACT_INLINE void begin(const core::exp_parts<V>& e) { second = core::exp_sum(e); }
  SIMDACT_INLINE void add(const core::exp_parts<V>& e) {
    const V next = first + core::exp_sum(e);
    first = second;
    second = next;
  }
  SIMDACT_INLINE V drain() {
    const V sum = first + second;
    first = second = V(0.0f);
    return sum;
  }
  static SIMDACT_INLINE V rest() { return V(0.0f); }
};

// 1 / S of a sum that is softmax_unit times as large: a row's share of it.
struct softmax_inverse {
  float high, low;

  explicit softmax_inverse(double sum) {
    const double inverse = static_cast<double>(softmax_unit) / sum;
    high = static_cast<float>(inverse);
    low = static_cast<float>(inverse - static_cast<double>(high));
  }
};

// In units of softmax_unit until the last multiplication, which rounds where the result is subnormal. The sum may be
// off by so much that an element which is all of it were more than 1.
template <class V>
SIMDACT_INLINE V softmax_share(const V& e, const softmax_inverse& i) {
  return native::min(V(1.0f), native::fma(e, V(i.high), e * V(i.low)) * V(1 / softmax_unit));
}

// 1 / S of such a sum, rounded once.
struct softmax_rounded_inverse {
  float value;

  explicit softmax_rounded_inverse(double sum) : value(static_cast<float>(1 / sum)) {}
};
template <class V>
SIMDACT_INLINE V softmax_share(const V& e, const softmax_rounded_inverse& i) {
  return native::min(V(1.0f), e * V(i.value));
}

// ln S of the exponentials of d, in two parts: what log_softmax subtracts from d. The sum is softmax_unit times S.
struct softmax_log {
  float high, low;

  softmax_log(double sum, const softmax_anchor& a) {
    const double log = log_sum(sum, static_cast<double>(a.whole - softmax_power));
    high = static_cast<float>(log);
    low = static_cast<float>(log - static_cast<double>(high));
  }
};

}  // namespace row
SIMDACT_NAMESPACE_END
