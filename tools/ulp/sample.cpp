// SPDX-License-Identifier: MIT
#include "sample.hpp"

#include "format.hpp"

namespace simdact::ulp {
namespace {

// The low bits as they come, the exponent in [from, from + count).
double log_uniform(std::uint64_t bits, std::uint64_t counter, int from, std::uint64_t count) {
  const int exponent = from + static_cast<int>((mix(counter) >> 32) * count >> 32);
  const std::uint64_t kept = f64_format.sign_bit() | ((std::uint64_t{1} << f64_format.fraction()) - 1);
  return double_of((bits & kept) | static_cast<std::uint64_t>(exponent + f64_format.exponent) << f64_format.fraction());
}

// About N(0, 3): twelve uniform numbers in [0, 1) have a sum of mean 6 and variance 1. Integers up to the last step,
// and no library's functions: the same everywhere, on the x87 unit too, which rounds a sum of doubles otherwise.
double nearly_normal(std::uint64_t counter) {
  std::int64_t sum = -6 * (std::int64_t{1} << 53);
  for (std::uint64_t k = 0; k < 12; ++k) sum += static_cast<std::int64_t>(mix(counter + k) >> 11);
  return static_cast<double>(3 * sum) * 0x1p-53;
}

}  // namespace

double sample(std::uint64_t index) {
  const std::uint64_t counter = index * 16, bits = mix(counter);
  const double both_signs = 2 * uniform(counter) - 1;
  switch (index % 8) {
    case 0: {
      const bool finite = (bits & f64_format.infinity_bits()) != f64_format.infinity_bits();
      return double_of(finite ? bits : bits & ~f64_format.infinity_bits());
    }
    case 1:
      return log_uniform(bits, counter + 1, -60, 72);
    case 2:
      return log_uniform(bits, counter + 1, -12, 16);
    case 3:
    case 4:
      return nearly_normal(counter);
    case 5:
      return 8 * both_signs;
    case 6:
      return 64 * both_signs;
    default:
      return 800 * both_signs;
  }
}

}  // namespace simdact::ulp
