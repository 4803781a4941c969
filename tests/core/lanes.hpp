// SPDX-License-Identifier: MIT
// The native operations on arrays whose length is a multiple of every register's lanes: y[i] = operation(a[i], b[i],
// c[i]) for the operation of that number in operations.def. Each is in a file compiled with that instruction set's
// flags.
#pragma once

#include <cstddef>

namespace lanes {

using function = void (*)(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);

void generic(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);
void avx512(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);
void avx2(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);
void neon(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);

}  // namespace lanes
