// SPDX-License-Identifier: MIT
// A fixed sequence of doubles, the same on every machine: what kernels of f64 are measured and hashed on.
#pragma once

#include <cstdint>

namespace simdact::ulp {

// The recorded hash of a kernel of f64 is that of the results for so many of the sequence's first inputs.
inline constexpr std::uint64_t hashed_samples = std::uint64_t{1} << 20;

// Pseudo-random bits; consecutive counters give unrelated ones.
constexpr std::uint64_t mix(std::uint64_t counter) {
  std::uint64_t bits = counter * 0x9e3779b97f4a7c15u + 0x51dac7u;
  bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ bits >> 27) * 0x94d049bb133111ebu;
  return bits ^ bits >> 31;
}
// In [0, 1).
constexpr double uniform(std::uint64_t counter) { return static_cast<double>(mix(counter) >> 11) * 0x1p-53; }

// Of eight consecutive ones: one of any finite bits, subnormals included; two of magnitudes that are logarithmically
// uniform over [2^-60, 2^12) and over [2^-12, 2^4); two from about N(0, 3); the others uniform up to 8, 64 and 800 on
// both sides, where functions bend, saturate and underflow.
double sample(std::uint64_t index);

}  // namespace simdact::ulp
