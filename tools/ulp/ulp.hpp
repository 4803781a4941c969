// SPDX-License-Identifier: MIT
// The error of a result y for the exact value t, as docs/ulp.md defines it: |y - t| / ulp(t), ulp(t) the spacing of
// the storage type's numbers in the binade of t, below the normal range that of the subnormals; and what must hold
// exactly: an infinite result where the correctly rounded one is infinite, NaN for NaN, zero for zero, and the sign of
// t on a zero. t is a double; for results of f64, which are doubles, it is wide.
#pragma once

#include <algorithm>
#include <cmath>

#include "format.hpp"
#include "wide.hpp"

namespace simdact::ulp {

template <class T>
T magnitude(T t) {
  return t < 0 ? -t : t;
}

// The first magnitude that rounds to infinity: that of the largest number and half an ulp of it.
template <class T = double>
T overflow_of(const format& f) {
  return (T(2) - power_of_two<T>(-f.digits)) * power_of_two<T>(f.exponent);
}
inline constexpr double overflow = 0x1.ffffffp127;  // of f32

// 1 / ulp(t) for finite t.
inline wide per_ulp(const format& f, wide t) {
  return power_of_two<wide>(f.fraction() - std::max(exponent_of(t), f.lowest_exponent));
}
// The same in operations that compilers know on vectors; not for f64.
inline double per_ulp(const format& f, double t) {
  const int lowest_biased = f.lowest_exponent - f64_format.lowest_exponent + 1;
  const int of_inverse = 2 * f64_format.exponent + f.fraction();
  const auto lowest = static_cast<std::uint64_t>(lowest_biased), highest = static_cast<std::uint64_t>(of_inverse);
  const std::uint64_t biased = bits_of(t) >> f64_format.fraction() & 0x7ff;
  return double_of((highest - (biased < lowest ? lowest : biased)) << f64_format.fraction());
}
inline double per_ulp(double t) { return per_ulp(f32_format, t); }

// NaN or infinite where either side is.
template <class T>
double error(const format& f, double y, T t) {
  return static_cast<double>(magnitude(static_cast<T>(y) - t) * per_ulp(f, t));
}
inline double error(float y, double t) { return std::fabs(static_cast<double>(y) - t) * per_ulp(t); }

// high + low rounded once, to nearest and ties to even, to the format; |low| is at most half an ulp of high.
inline double rounded(const format& f, double high, double low = 0) {
  if (f.size == sizeof(double) || !std::isfinite(high) || high == 0) return high;
  const double scale = per_ulp(f, high), count = std::fabs(high) * scale, whole = std::floor(count),
               part = count - whole;
  const bool beyond = low != 0 && (low > 0) == (high > 0), short_of = low != 0 && !beyond;
  const bool up = part > 0.5 || (part == 0.5 && !short_of && (beyond || std::fmod(whole, 2) != 0));
  const double size = (whole + (up ? 1 : 0)) / scale;
  return std::copysign(size > f.largest() ? HUGE_VAL : size, high);
}

// Errors of kernels that let a result vanish beside x (kernel_id.hpp, unit::of_larger) count in ulp of t only where |t|
// is at least this part of |x|.
inline constexpr double least_part = 1.0 / 64;

inline double error_of_larger(const format& f, double x, double y, double t) {
  return std::fabs(y - t) * per_ulp(f, std::max(std::fabs(x), std::fabs(t)));
}
inline bool has_weight(double x, double t) { return std::fabs(t) >= std::fabs(x) * least_part; }

// Whether y is right in everything that an error in ulp does not tell. Where an infinite input's limit is a number of
// the format, it must be met exactly.
template <class T>
bool special_ok(const format& f, double x, double y, T t) {
  const double nearest = static_cast<double>(t);
  if (t != t) return y != y;
  if (magnitude(t) >= overflow_of<T>(f)) return std::isinf(y) && std::signbit(y) == std::signbit(nearest);
  if (!std::isfinite(y)) return false;
  if (t == 0) return y == 0 && std::signbit(y) == std::signbit(nearest);
  if (y == 0 && std::signbit(y) != std::signbit(nearest)) return false;
  return !std::isinf(x) || static_cast<T>(rounded(f, nearest)) != t || y == nearest;
}
inline bool special_ok(float x, float y, double t) {
  return special_ok(f32_format, static_cast<double>(x), static_cast<double>(y), t);
}

}  // namespace simdact::ulp
