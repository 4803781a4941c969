// SPDX-License-Identifier: MIT
// The words that the C++ interfaces share, arrays (simdact.hpp) and registers (batch.hpp).
#pragma once

#include "simdact/simdact.h"

namespace simdact {

// A bound asked for, and the tier of a kernel that keeps it: accuracy::high, fast, exact, relaxed. See SIMDACT_HIGH.
enum class accuracy : simdact_accuracy {
#define SIMDACT_ACCURACY(id, NAME, name, ulp, other_ulp) name = id,
#include "simdact/accuracies.def"
#undef SIMDACT_ACCURACY
};

// An op's real parameters; a missing one is zero. See simdact_params.
struct params {
  double alpha = 0, beta = 0;
  constexpr operator simdact_params() const { return {alpha, beta}; }
};

}  // namespace simdact
