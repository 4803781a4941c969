// SPDX-License-Identifier: MIT
#include "hash.hpp"

#include <cstring>

#include "clones.hpp"

namespace simdact::ulp {

SIMDACT_CLONES void hash::add(const float* x, const float* y, std::size_t n) {
  std::uint32_t a = 0, b = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::uint32_t in, out;
    std::memcpy(&in, x + i, sizeof in);
    std::memcpy(&out, y + i, sizeof out);
    out = (out & 0x7fffffffu) > 0x7f800000u ? 0x7fc00000u : out;
    // For each input a bijection of the result: one wrong result always shows, and two hide with a chance of 2^-64.
    std::uint32_t mixed = in * 0x9e3779b1u;
    mixed = ((mixed ^ mixed >> 15) + out) * 0x85ebca6bu;
    mixed = (mixed ^ mixed >> 13) * 0xc2b2ae35u;
    mixed ^= mixed >> 16;
    a += mixed;
    mixed = (mixed ^ mixed >> 15) * 0x27d4eb2fu;
    b += mixed ^ mixed >> 14;
  }
  first += a;
  second += b;
}

void hash::add(const format& type, const void* x, const void* y, std::size_t n) {
  if (type.size == sizeof(float)) {
    add(static_cast<const float*>(x), static_cast<const float*>(y), n);
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t in = load_bits(type, x, i), bits = load_bits(type, y, i);
    const std::uint64_t out = type.is_nan(bits) ? type.infinity_bits() + 1 : bits;
    // As above, in 64 bits.
    std::uint64_t mixed = in * 0x9e3779b97f4a7c15u;
    mixed = ((mixed ^ mixed >> 31) + out) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ mixed >> 29) * 0x94d049bb133111ebu;
    mixed ^= mixed >> 32;
    first += static_cast<std::uint32_t>(mixed);
    second += static_cast<std::uint32_t>(mixed >> 32);
  }
}

}  // namespace simdact::ulp
