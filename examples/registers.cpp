// SPDX-License-Identifier: MIT
// In registers: two functions fused into one pass over memory.
#include <cstdio>

#include "simdact/batch.hpp"

int main() {
  using batch = xsimd::batch<float>;
  float x[batch::size], y[batch::size];
  for (std::size_t i = 0; i < batch::size; ++i) x[i] = static_cast<float>(i) - 2.5f;

  const batch v = batch::load_unaligned(x);
  (simdact::hard_sigmoid(v) * simdact::relu(v)).store_unaligned(y);
  for (float f : y) std::printf("%g ", static_cast<double>(f));
  std::printf("\n");
}
