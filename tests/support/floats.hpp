// SPDX-License-Identifier: MIT
// Floats as bit patterns: what the tests compare and print.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

#include "format.hpp"

namespace support {

inline constexpr float infinity = std::numeric_limits<float>::infinity();
inline constexpr float largest = std::numeric_limits<float>::max();
inline constexpr float smallest = std::numeric_limits<float>::denorm_min();

using simdact::ulp::bits_of;
using simdact::ulp::float_of;
using simdact::ulp::same;

// The spacing of the type's numbers in the binade of t.
inline double ulp_of(const simdact::ulp::format& f, double t) {
  int exponent = 0;
  std::frexp(t, &exponent);
  const int least = f.lowest_exponent - f.fraction();
  return std::ldexp(1.0, t == 0 ? least : std::max(exponent - f.digits, least));
}

// "-0x1.8p+1 (0xc0400000)"
inline std::string hex(float x) {
  char text[64];
  std::snprintf(text, sizeof text, "%a (0x%08x)", static_cast<double>(x), bits_of(x));
  return text;
}

}  // namespace support
