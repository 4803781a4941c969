// SPDX-License-Identifier: MIT
// The largest error of a kernel of f64, searched: over a sample, then climbing from the worst inputs it has.
#pragma once

#include <optional>

#include "sweep.hpp"

namespace simdact::ulp {

struct search_task {
  kernel_id kernel;
  std::vector<candidate> kernels;  // all are compared with the first and hashed; the first is measured
  std::string tree;                // whose sources name the critical inputs
  bool measure = true;             // otherwise the hashed samples alone are run
  std::uint64_t samples = 0;       // of sample.hpp's sequence; an eighth of this besides, around critical inputs
  unsigned threads = 1;
  std::optional<double> known;  // an input with a large error that an earlier search found
};

struct search_result : sweep_result {
  std::vector<std::optional<double>> differ;  // an input where a kernel has other bits than the first
};

// Depends on the task alone, not on threads or machines.
search_result search(const search_task& task, const progress& report);

}  // namespace simdact::ulp
