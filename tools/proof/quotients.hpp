// SPDX-License-Identifier: MIT
// Quotients of two-part numbers: what Gappa must be told of Newton's step, whose terms cancel.
#pragma once

#include "script.hpp"
#include "simdact/core/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {

// Of a quotient N / D as q + i (N - q D), i the rounded 1 / d.high and q near N / D: names N and D, the sums of the
// parts of n and d, and Z, that quotient with the kernel's own rounded N - q D, and tells Gappa of Z - N / D. last is
// the sum or product in which i is multiplied.
void name_quotient(script& s, const core::two_part<traced>& n, const core::two_part<traced>& d, const traced& q,
                   const traced& last);

// Of the two parts A of 1 / D: names D, and R = A E - 1 for any E, the error relative to 1 / E.
void name_reciprocal(script& s, const core::two_part<traced>& d, const core::two_part<traced>& a, const std::string& e);

}  // namespace proof
SIMDACT_NAMESPACE_END
