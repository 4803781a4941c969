// SPDX-License-Identifier: MIT
// The largest errors over a sample of all floats, and special values: the one user of the oracle.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "candidate.hpp"
#include "errors.hpp"

namespace bench {

// Whether there are exact values to compare with.
bool can_measure(const task& what);

// Candidates of one task, at default parameters, over every stride-th float and grids over [-128, 128]; the exact
// values are computed by so many threads. `progress` is called with the part just done.
std::vector<measured_error> measure_errors(const std::vector<candidate>& candidates, std::uint32_t stride,
                                           unsigned threads, const std::function<void(double)>& progress);

}  // namespace bench
