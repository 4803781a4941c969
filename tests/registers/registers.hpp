// SPDX-License-Identifier: MIT
// batch.hpp's functions on arrays whose length is a multiple of every register's lanes.
#pragma once

#include <cstddef>

#include "simdact/simdact.h"

namespace registers {

// How batch.hpp is called.
enum form { plain, with_tier, with_params, with_params_and_tier };

using function = bool (*)(simdact_op op, form how, const simdact_params& params, const float* x, float* y,
                          std::size_t n);

// One for each of the library's instruction sets with registers; each is in a file compiled with that set's flags. They
// return false for an unknown op.
bool avx512(simdact_op op, form how, const simdact_params& params, const float* x, float* y, std::size_t n);
bool avx2(simdact_op op, form how, const simdact_params& params, const float* x, float* y, std::size_t n);
bool neon(simdact_op op, form how, const simdact_params& params, const float* x, float* y, std::size_t n);

}  // namespace registers
