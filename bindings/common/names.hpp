// SPDX-License-Identifier: MIT
// The library's lists of accuracies and storage types, as the bindings name them to their users.
#pragma once

#include <simdact/simdact.h>

#include <cstddef>

namespace simdact_bindings {

struct Accuracy {
  const char* name;
  double ulp;  // the largest error promised
};
// By their ids.
inline constexpr Accuracy accuracies[] = {
#define SIMDACT_ACCURACY(id, NAME, name, ulp, other_ulp) {#name, ulp},
#include <simdact/accuracies.def>
#undef SIMDACT_ACCURACY
};

// By their ids less 1.
inline constexpr const char* dtype_names[] = {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) #name,
#include <simdact/dtypes.def>
#undef SIMDACT_DTYPE
};

constexpr std::size_t element_size(simdact_dtype dtype) {
  constexpr std::size_t sizes[] = {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) size,
#include <simdact/dtypes.def>
#undef SIMDACT_DTYPE
  };
  return sizes[dtype - 1];
}

}  // namespace simdact_bindings
