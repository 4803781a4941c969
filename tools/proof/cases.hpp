// SPDX-License-Identifier: MIT
// What is proven, and how a bound in ulp follows from what Gappa shows.
//
// Gappa bounds what y is before its last rounding to 53 bits, relative to the exact result. Of that result's last place
// a relative error of 2^-53 is at most one, and the rounding adds a half. Where a kernel then scales by a power of two,
// a subnormal result is rounded again: to half of its last place, in which the error so far counts at most half.
#pragma once

#include <string>
#include <vector>

#include "simdact/core/config.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace proof {

// What the bound leaves for the error before the last rounding to 53 bits, in ulp.
constexpr double before_rounding(double bound) { return bound - 0.5; }
constexpr double before_two_roundings(double bound) {
  const double once = 2 * (bound - 0.5);  // subnormal results
  return (bound < once ? bound : once) - 0.5;
}

// Proves the bound of a kernel, or throws. searched is the bound that the kernel states, which no proof can undercut.
struct case_of_kernel {
  const char* op;
  const char* direction;
  double searched;
  void (*prove)(double bound);
};
const std::vector<case_of_kernel>& cases();

void prove_selu(double bound);
void prove_selu_derivative(double bound);
void prove_sigmoid(double bound);
void prove_log_sigmoid_derivative(double bound);
void prove_swish(double bound);
void prove_tanh(double bound);

// What the cases take as given of the reduced argument and its remainder. tree: the source tree, whose coefficients
// state the errors of their fits.
void prove_reduction();
void prove_remainder(const std::string& tree);

}  // namespace proof
SIMDACT_NAMESPACE_END
