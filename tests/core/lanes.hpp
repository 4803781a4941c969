// SPDX-License-Identifier: MIT
// The native operations on arrays whose length is a multiple of every register's lanes: y[i] = operation(a[i], b[i],
// c[i]) for the operation of that number in operations.def. Each is in a file compiled with that instruction set's
// flags. Those of floats alone have no doubles, and leave y as it is.
#pragma once

#include <cstddef>

namespace lanes {

template <class T>
using function = void (*)(int operation, const T* a, const T* b, const T* c, T* y, std::size_t n);

void generic(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);
void generic(int operation, const double* a, const double* b, const double* c, double* y, std::size_t n);
void avx512(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);
void avx512(int operation, const double* a, const double* b, const double* c, double* y, std::size_t n);
void avx2(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);
void avx2(int operation, const double* a, const double* b, const double* c, double* y, std::size_t n);
void neon(int operation, const float* a, const float* b, const float* c, float* y, std::size_t n);
void neon(int operation, const double* a, const double* b, const double* c, double* y, std::size_t n);

}  // namespace lanes
