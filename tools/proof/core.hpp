// SPDX-License-Identifier: MIT
// The kernels' core, included so that on traced numbers these serve in place of functions of core/f64 by the same
// names: a sum without error is two numbers of which Gappa is told that they are, once it has shown that the first
// operand is the larger one; and the reduced argument and its remainder are inputs, of which is known what
// tools/proof/exponential.cpp proves.
#pragma once

#include "script.hpp"
#include "simdact/core/f64/two_part.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace core::f64 {
template <class V>
struct exp_reduced;
}
namespace proof {

using parts = core::two_part<traced>;

parts fast_two_sum(const traced& a, const traced& b);
parts two_sum(const traced& a, const traced& b);
core::f64::exp_reduced<traced> exp_reduce(const traced& x);
parts exp_remainder(const core::f64::exp_reduced<traced>& e);

// x = n ln 2 + t, t = r + low + d, and of e^t - 1 the two parts that exp_remainder gives.
inline constexpr double largest_r = 0.34658;       // |r|, |t|
inline constexpr double largest_low = 0x1.01p-55;  // |low|
inline constexpr double largest_lost = 0x1p-85;    // |d|; r is x, and low and d are 0, for n = 0
inline constexpr double near_error = 0x1.1p-55;    // of the parts, relative to e^t - 1, for n = 0
inline constexpr double far_error = 0x1.3p-57;     // elsewhere
inline constexpr double largest_tail = 0x1p-55;    // of the second part

// The reduced argument of the case in hand.
struct argument {
  double n;
  double low = -largest_r, high = largest_r;  // where t is
  bool beside_zero = false;
};

// Begins a proof for that argument. The traces that follow have the inputs r and low, and for e^t - 1 = T the inputs ph
// and pl.
script begin(const std::string& name, const argument& t);

// The same for t = r between low and high, beside 0 and on one side of it, |r| < 2^-60. There ph is r, and what T lacks
// to r and pl are below 2^-61 of it; where a number may be subnormal pl is 0, since r^2 is.
script begin_beside_zero(const std::string& name, double low, double high);

}  // namespace proof
namespace core::f64 {
using proof::exp_reduce;
using proof::exp_remainder;
using proof::fast_two_sum;
using proof::two_sum;
}  // namespace core::f64
SIMDACT_NAMESPACE_END

#include "simdact/core/f64/logistic.hpp"
