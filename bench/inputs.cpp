// SPDX-License-Identifier: MIT
#include "inputs.hpp"

#include <random>

namespace bench {

void fill_inputs(const std::string& op, std::uint64_t seed, float* x, std::size_t n) {
  std::mt19937_64 random(seed);
  std::normal_distribution<float> normal(0, 3);
  for (std::size_t i = 0; i < n; ++i) {
    x[i] = normal(random);
    if (op == "log1p" && x[i] < -0.99f) x[i] = -x[i];
  }
}

}  // namespace bench
