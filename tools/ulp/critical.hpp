// SPDX-License-Identifier: MIT
// Inputs at which a kernel could be wrong: around every constant that its card, its header or a core header states,
// thresholds and roots among them; around powers of two and the ends of the reductions' intervals; and where the result
// changes its class. Elements of the kernel's type, as doubles (format.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "format.hpp"
#include "kernel_id.hpp"

namespace simdact::ulp {

// The constants of both signs, the parameters, and where the result changes its class, on the instruction set in use.
std::vector<double> critical_points(const std::string& tree, const kernel_id& kernel, const simdact_params* params);
// These and the others, with their neighbours; of f16 and bf16, every number there is.
std::vector<double> critical_inputs(const std::string& tree, const kernel_id& kernel, const simdact_params* params);

// The numbers within `reach` places of x on both sides, infinities included.
void add_neighbours(const format& f, std::vector<double>& to, double x, std::int64_t reach);
// Every number of a type of 16 bits, NaNs included.
std::vector<double> all_inputs(simdact_dtype dtype);

}  // namespace simdact::ulp
