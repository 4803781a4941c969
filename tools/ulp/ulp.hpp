// SPDX-License-Identifier: MIT
// The error of a float result y for the exact value t, as functions.md defines it: |y - t| / ulp(t), ulp(t) the spacing
// of floats in the binade of t, 2^-149 below the normal range; and what must hold exactly: an infinite result where the
// correctly rounded one is infinite, NaN for NaN, zero for zero, and the sign of t on a zero.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

namespace simdact::ulp {

inline std::uint32_t bits_of(float x) {
  std::uint32_t i;
  std::memcpy(&i, &x, sizeof i);
  return i;
}
inline std::uint64_t bits_of(double x) {
  std::uint64_t i;
  std::memcpy(&i, &x, sizeof i);
  return i;
}
inline float float_of(std::uint32_t i) {
  float x;
  std::memcpy(&x, &i, sizeof x);
  return x;
}

// The first magnitude that rounds to infinity: FLT_MAX and half an ulp of it.
inline constexpr double overflow = 0x1.ffffffp127;

// 1 / ulp(t) for finite t: 2^(23 - e) from t's exponent e >= -126.
inline double per_ulp(double t) {
  constexpr std::uint64_t lowest = 1023 - 126;
  const std::uint64_t biased = bits_of(t) >> 52 & 0x7ff;
  const std::uint64_t inverse = (2 * 1023 + 23 - (biased < lowest ? lowest : biased)) << 52;
  double scale;
  std::memcpy(&scale, &inverse, sizeof scale);
  return scale;
}

// NaN or infinite where either side is.
inline double error(float y, double t) { return std::fabs(static_cast<double>(y) - t) * per_ulp(t); }

inline bool same(float a, float b) { return bits_of(a) == bits_of(b) || (a != a && b != b); }

// Whether y is right in everything that an error in ulp does not tell. Where an infinite input's limit is a float, it
// must be met exactly.
inline bool special_ok(float x, float y, double t) {
  if (t != t) return y != y;
  if (std::fabs(t) >= overflow) return std::isinf(y) && std::signbit(y) == std::signbit(t);
  if (!std::isfinite(y)) return false;
  if (t == 0) return y == 0 && std::signbit(y) == std::signbit(t);
  if (y == 0 && std::signbit(y) != std::signbit(t)) return false;
  return !std::isinf(x) || static_cast<double>(static_cast<float>(t)) != t || static_cast<double>(y) == t;
}

}  // namespace simdact::ulp
