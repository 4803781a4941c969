// SPDX-License-Identifier: MIT
// A shared object with a copy of the library inside: it uses it in a constructor and in a destructor.
#include "life/embedder.hpp"

#include <cstddef>

namespace {

constexpr float inputs[] = {-100, -2, -0x1p-130f, 0, 0.5f, 3, 88};
constexpr std::size_t count = sizeof(inputs) / sizeof(inputs[0]);
float constructed[2 * count];
bool* destroyed;

void compute(float* y) {
  simdact_forward(SIMDACT_GELU, SIMDACT_F32, SIMDACT_HIGH, nullptr, inputs, y, count);
  simdact_forward(SIMDACT_EXP, SIMDACT_F32, SIMDACT_HIGH, nullptr, inputs, y + count, count);
}

bool constructed_right() {
  float again[2 * count];
  compute(again);
  for (std::size_t i = 0; i < 2 * count; ++i) {
    if (again[i] != constructed[i]) return false;
  }
  return again[count + 3] == 1;
}

__attribute__((constructor)) void construct() { compute(constructed); }
__attribute__((destructor)) void destroy() {
  if (destroyed != nullptr) *destroyed = constructed_right();
}

simdact_status set_isa(const char* name) { return simdact_set_isa(name); }

}  // namespace

extern "C" __attribute__((visibility("default"))) void embedder_get(embedder* to) {
  *to = {&simdact_forward, &simdact_find_forward, &set_isa, &simdact_isa, constructed_right(), &destroyed};
}
