// SPDX-License-Identifier: MIT
// f16 and bf16 by arithmetic on doubles: their numbers, and the correctly rounded one of an exact value.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "simdact/simdact.h"

namespace half {

// digits: of the significand, the leading one counted; least: the exponent of the least normal number.
struct format {
  int digits, least;
};
inline format format_of(simdact_dtype dtype) { return dtype == SIMDACT_F16 ? format{11, -14} : format{8, -126}; }
inline int exponent_bits(const format& f) { return 16 - f.digits; }
inline std::uint16_t infinity(const format& f) {
  return static_cast<std::uint16_t>(((1 << exponent_bits(f)) - 1) << (f.digits - 1));
}
inline bool is_nan(const format& f, std::uint16_t h) { return (h & 0x7fff) > infinity(f); }

// NaN keeps what it has of a payload, so that every one of them is another input.
inline float value(const format& f, std::uint16_t h) {
  const int magnitude = h & 0x7fff, fraction_bits = f.digits - 1;
  const int exponent = magnitude >> fraction_bits, fraction = magnitude & ((1 << fraction_bits) - 1);
  if (magnitude >= infinity(f)) {
    const std::uint32_t sign = h > 0x7fff ? 0x80000000u : 0;
    return __builtin_bit_cast(float, sign | 0x7f800000u | static_cast<std::uint32_t>(fraction) << (24 - f.digits));
  }
  const double m = exponent == 0 ? fraction : fraction + (1 << fraction_bits);
  const double x = std::ldexp(m, f.least - fraction_bits + (exponent == 0 ? 0 : exponent - 1));
  return static_cast<float>(h > 0x7fff ? -x : x);
}

// The spacing of the format's numbers in the binade of t.
inline double ulp(const format& f, double t) {
  int exponent = 0;
  std::frexp(t, &exponent);
  return std::ldexp(1.0, (t == 0 || exponent - 1 < f.least ? f.least : exponent - 1) - (f.digits - 1));
}

// How far t lies from the middle of two numbers, in ulp.
inline double from_middle(const format& f, double t) {
  const double q = std::fabs(t) / ulp(f, t);
  return std::fabs(q - std::floor(q) - 0.5);
}

// t + rest, |rest| at most half an ulp of the double t, rounded to nearest, ties to even.
inline std::uint16_t rounded(const format& f, double t, double rest) {
  const int sign = std::signbit(t) ? 0x8000 : 0, fraction_bits = f.digits - 1;
  if (std::isnan(t)) return static_cast<std::uint16_t>(infinity(f) + 1);
  if (std::isinf(t)) return static_cast<std::uint16_t>(sign | infinity(f));
  const double unit = ulp(f, t), q = std::fabs(t) / unit, whole = std::floor(q),
               beyond = std::signbit(t) ? -rest : rest;
  const bool odd = std::fmod(whole, 2) != 0;
  const bool up = q - whole > 0.5 || (q - whole == 0.5 && (beyond > 0 || (beyond == 0 && odd)));
  // The bits of neighbouring numbers are neighbouring integers, beyond the largest number infinity.
  const int binade = static_cast<int>(std::log2(unit)) + fraction_bits - f.least;
  const double bits = whole + (up ? 1 : 0) + binade * std::ldexp(1.0, fraction_bits);
  return static_cast<std::uint16_t>(sign | (bits < infinity(f) ? static_cast<int>(bits) : infinity(f)));
}

// The error of a number for t, in ulp; infinity counts as what would follow the largest number, and is right for all
// that is beyond.
inline double error(const format& f, std::uint16_t h, double t) {
  const double past = std::ldexp(1.0, (1 << (exponent_bits(f) - 1)));
  if (h == (std::signbit(t) ? 0x8000 : 0) + infinity(f) && std::fabs(t) >= past) return 0;
  const double magnitude = (h & 0x7fff) == infinity(f) ? past : std::fabs(static_cast<double>(value(f, h)));
  return std::fabs((h > 0x7fff ? -magnitude : magnitude) - t) / ulp(f, t);
}

}  // namespace half
