// SPDX-License-Identifier: MIT
// The fingerprint of a function: 64 bits that depend on every result with its input, not on their order, so that
// threads, blocks and machines may take them as they come. All NaNs count as one.
#pragma once

#include <cstddef>
#include <cstdint>

#include "format.hpp"

namespace simdact::ulp {

// Two sums modulo 2^32 of mixed pairs (x, y); hashes of disjoint sets of inputs add.
struct hash {
  std::uint32_t first = 0, second = 0;

  void add(const float* x, const float* y, std::size_t n);
  // Of any type.
  void add(const format& type, const void* x, const void* y, std::size_t n);
  hash& operator+=(const hash& other) {
    first += other.first;
    second += other.second;
    return *this;
  }
  std::uint64_t value() const { return static_cast<std::uint64_t>(second) << 32 | first; }
};

}  // namespace simdact::ulp
