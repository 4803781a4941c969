// SPDX-License-Identifier: MIT
// Floats as bit patterns: what the tests compare and print.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string>

namespace support {

inline constexpr float infinity = std::numeric_limits<float>::infinity();
inline constexpr float largest = std::numeric_limits<float>::max();
inline constexpr float smallest = std::numeric_limits<float>::denorm_min();

inline std::uint32_t bits_of(float x) {
  std::uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

inline float float_of(std::uint32_t bits) {
  float x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

inline bool is_nan_bits(std::uint32_t bits) { return (bits & 0x7fffffffu) > 0x7f800000u; }

// The same result: the same bits, or a NaN of any kind on both sides.
inline bool same(float a, float b) {
  return bits_of(a) == bits_of(b) || (is_nan_bits(bits_of(a)) && is_nan_bits(bits_of(b)));
}

inline bool same(double a, double b) {
  std::uint64_t a_bits, b_bits;
  std::memcpy(&a_bits, &a, sizeof a);
  std::memcpy(&b_bits, &b, sizeof b);
  return a_bits == b_bits || (std::isnan(a) && std::isnan(b));
}

// The floats in order: consecutive integers for consecutive floats, -0 before +0.
inline std::int32_t rank_of(float x) {
  const std::uint32_t bits = bits_of(x);
  return static_cast<std::int32_t>(bits >> 31 != 0 ? 0x7fffffffu - (bits & 0x7fffffffu) - 0x80000000u : bits);
}
inline float of_rank(std::int32_t rank) {
  const auto bits = static_cast<std::uint32_t>(rank);
  return float_of(rank < 0 ? 0x80000000u | (0xffffffffu - bits) : bits);
}

// "-0x1.8p+1 (0xc0400000)"
inline std::string hex(float x) {
  char text[64];
  std::snprintf(text, sizeof text, "%a (0x%08x)", static_cast<double>(x), bits_of(x));
  return text;
}

}  // namespace support
