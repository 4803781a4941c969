// SPDX-License-Identifier: MIT
#pragma once

#include "oracle.hpp"

namespace simdact::oracle {

using wide_evaluator = decltype(function::evaluate_wide);

// Null where the card does not state it, or there are no functions of 113 digits.
wide_evaluator find_wide(simdact_op op, ulp::direction way);

}  // namespace simdact::oracle
