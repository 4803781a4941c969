// SPDX-License-Identifier: MIT
// The storage types as the benchmark fills and reads them.
#pragma once

#include <cstddef>
#include <vector>

#include "simdact/simdact.h"

namespace bench {

struct dtype {
  simdact_dtype id;
  std::size_t size;
  void (*store)(const double* from, void* to, std::size_t n);  // rounded to the type
  void (*load)(const void* from, double* to, std::size_t n);
  int digits, least_exponent;  // of the significand; of the smallest normal number, 2^least_exponent
};

// In the order of their ids.
const std::vector<dtype>& dtypes();
const dtype& find_dtype(simdact_dtype id);

}  // namespace bench
