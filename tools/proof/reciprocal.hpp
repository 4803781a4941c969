// SPDX-License-Identifier: MIT
// Reciprocals of two-part numbers: what Gappa must be told of Newton's step, whose terms cancel.
#pragma once

#include "script.hpp"
#include "simdact/core/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {

// Of the two parts A of 1 / D: names D, and R = A E - 1 for any E, the error relative to 1 / E.
void name_reciprocal(script& s, const core::two_part<traced>& d, const core::two_part<traced>& a, const std::string& e);

}  // namespace proof
SIMDACT_NAMESPACE_END
