// SPDX-License-Identifier: MIT
// wide: IEEE numbers of 113 digits, in which the exact values for results of f64 are held.
#pragma once

#include <cfloat>
#include <cstdint>
#include <cstring>

namespace simdact::ulp {

#if LDBL_MANT_DIG == 113
using wide = long double;
#else
using wide = __float128;
#endif

// The exponent of the leading digit; below that of any double for zero, above for infinities and NaNs.
inline int exponent_of(wide x) {
  std::uint64_t halves[2];
  static_assert(sizeof halves == sizeof x);
  std::memcpy(halves, &x, sizeof x);
  return static_cast<int>(halves[1] >> 48 & 0x7fff) - 0x3fff;
}
inline int exponent_of(double x) {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return static_cast<int>(bits >> 52 & 0x7ff) - 0x3ff;
}

// 2^exponent, for normal powers of two.
template <class T>
T power_of_two(int exponent) {
  if constexpr (sizeof(T) == sizeof(double)) {
    const std::uint64_t bits = static_cast<std::uint64_t>(exponent + 0x3ff) << 52;
    T power;
    std::memcpy(&power, &bits, sizeof power);
    return power;
  } else {
    const std::uint64_t halves[2] = {0, static_cast<std::uint64_t>(exponent + 0x3fff) << 48};
    T power;
    std::memcpy(&power, halves, sizeof power);
    return power;
  }
}

}  // namespace simdact::ulp
