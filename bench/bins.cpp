// SPDX-License-Identifier: MIT
#include "bins.hpp"

#include <cmath>
#include <cstring>
#include <limits>

namespace bench {
namespace {

std::uint32_t bits_of(double magnitude) {
  const auto x = static_cast<float>(magnitude);
  std::uint32_t bits;
  std::memcpy(&bits, &x, sizeof(bits));
  return bits;
}

// Edges of |x|, rising: the subnormal numbers, then so many intervals of equal ratio up to each mark.
std::vector<double> magnitude_edges() {
  constexpr struct {
    double mark;
    int intervals;
  } parts[] = {{1e-30, 1}, {1e-8, 6}, {1e-2, 18}, {1e2, 64}, {1e5, 9}, {std::numeric_limits<float>::max(), 8}};
  std::vector<double> edges{0, std::numeric_limits<float>::min()};
  for (const auto& part : parts) {
    const double from = edges.back();
    for (int i = 1; i <= part.intervals; ++i) {
      edges.push_back(from * std::pow(part.mark / from, static_cast<double>(i) / part.intervals));
    }
  }
  return edges;
}

}  // namespace

bins::bins() : bin_(1 << 16) {
  const std::vector<double> edges = magnitude_edges();
  const std::size_t half = edges.size() - 1;
  centres_.resize(2 * half);
  for (std::size_t i = 0; i < half; ++i) {
    const double centre = i == 0 ? edges[1] / 2 : std::sqrt(edges[i] * edges[i + 1]);
    centres_[half + i] = static_cast<float>(centre);
    centres_[half - 1 - i] = static_cast<float>(-centre);
  }
  std::size_t i = 0;
  for (std::uint32_t top = 0; top < 1u << 15; ++top) {
    while (i + 1 < half && top >= bits_of(edges[i + 1]) >> 16) ++i;
    bin_[top] = static_cast<std::uint16_t>(half + i);
    bin_[top | 1u << 15] = static_cast<std::uint16_t>(half - 1 - i);
  }
}

const bins& error_bins() {
  static const bins all;
  return all;
}

}  // namespace bench
