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

// Where swish is quick_gelu, and threshold thresholded_relu.
inline constexpr params quick_gelu_params{1.702};
constexpr params thresholded_relu_params(double alpha) { return {alpha, 0}; }

}  // namespace simdact
