// SPDX-License-Identifier: MIT
// All 65,536 numbers of f16 or bf16 through a function's kernels and its oracle.
#pragma once

#include "sweep.hpp"

namespace simdact::ulp {

// All kernels are hashed, the first is measured. A derivative is measured for dy = 1; for some other dy, dx must be
// within `bound` of the exact product as well.
sweep_result sweep_halves(const kernel_id& k, const std::vector<candidate>& kernels, double bound);

}  // namespace simdact::ulp
