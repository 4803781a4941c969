// SPDX-License-Identifier: MIT
// The largest error of a candidate over a sample of all floats, and its special values.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bins.hpp"
#include "candidate.hpp"

namespace bench {

struct accuracy {
  double ulp = 0;  // infinite where a result is not finite and should be, or the other way round
  float worst = 0;
  std::vector<double> by_bin;       // the largest in each of error_bins()
  std::vector<std::string> faults;  // special inputs with a wrong result: "-inf", "nan", ...
};

struct accuracy_options {
  std::uint32_t stride = 509;  // every so manieth bit pattern; to these come grids over [-128, 128]
  unsigned threads = 1;
};

// Candidates of one op, at default parameters. `progress` is called with the part just done.
std::vector<accuracy> measure_accuracy(const std::vector<candidate>& candidates, const accuracy_options& options,
                                       const std::function<void(double)>& progress);

}  // namespace bench
