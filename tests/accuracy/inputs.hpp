// SPDX-License-Identifier: MIT
// Inputs at which a kernel could be wrong: around every constant that its header or a core header states, thresholds
// among them; around powers of two and the ends of the reductions' intervals; and where the result changes its class.
#pragma once

#include <vector>

#include "support/support.hpp"

namespace support {

std::vector<float> critical_inputs(kernel_id kernel, const simdact_params* params);

}  // namespace support
