// SPDX-License-Identifier: MIT
// The C++ API on containers and on pointers.
#include <cstdio>
#include <stdexcept>
#include <vector>

#include "simdact/simdact.hpp"

static void print(const std::vector<float>& y) {
  for (float v : y) std::printf("%g ", static_cast<double>(v));
  std::printf("\n");
}

int main() {
  const std::vector<float> x = {-2.0f, -0.5f, 0.0f, 0.5f, 2.0f};
  std::vector<float> y(x.size());

  simdact::hard_swish(x, y);
  print(y);
  simdact::leaky_relu(x, y, simdact::params{0.25});
  print(y);
  simdact::relu(y.data(), y.data(), y.size());  // in place
  print(y);

  try {
    y.pop_back();
    simdact::relu(x, y);
  } catch (const std::invalid_argument& e) {
    std::printf("%s\n", e.what());
    return 0;
  }
  return 1;
}
