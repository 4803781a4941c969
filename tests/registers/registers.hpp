// SPDX-License-Identifier: MIT
// batch.hpp's functions on arrays of floats or doubles whose length is a multiple of every register's lanes.
#pragma once

#include <cstddef>

#include "kernel_id.hpp"

namespace registers {

// One call of batch.hpp's function of a kernel's op and direction: at its tier, at default parameters where params is
// null.
struct call {
  simdact::ulp::kernel_id kernel;
  const simdact_params* params;
};

using function = bool (*)(const call& c, const void* x, void* y, std::size_t n);

// One for each of the library's instruction sets with registers; each is in a file compiled with that set's flags. They
// return false for an unknown op and for a tier that the op lacks.
bool avx512(const call& c, const void* x, void* y, std::size_t n);
bool avx2(const call& c, const void* x, void* y, std::size_t n);
bool neon(const call& c, const void* x, void* y, std::size_t n);

// Of each set, which of batch.hpp's further names gives another result than the function that it stands for; null if
// none does.
const char* avx512();
const char* avx2();
const char* neon();

}  // namespace registers
