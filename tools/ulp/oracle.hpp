// SPDX-License-Identifier: MIT
// What every function of ops.def, and its derivative, is exactly, read from its card: the one reader of `definition`,
// `derivative` and their well-conditioned forms.
//
// In double, for the floats, and in wide, for the doubles, `reference` (`reference_derivative`) serves where the card
// states one and `definition` (`derivative`) elsewhere. Either must carry 40 correct bits for every float, 70 for every
// double, but near a root of the derivative, which the card names, where MPFR serves (tests/oracle holds all this
// against MPFR). f(+-inf) is f at +-2^800, of f64 at +-2^1600: there every function of the list has reached its limit,
// or has passed 100, which no bounded one does, and is on its way to infinity.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "format.hpp"
#include "kernel_id.hpp"
#include "wide.hpp"

namespace simdact::oracle {

struct function {
  simdact_op id;
  ulp::direction way;
  // t[i] = f(x[i]), or f'(x[i]), for i < n; null params are the defaults. A zero t carries the exact result's sign.
  void (*evaluate)(const simdact_params* params, const float* x, double* t, std::size_t n);
  // The same for f64; null where neither the compiler nor its libraries have functions of 113 digits.
  void (*evaluate_wide)(const simdact_params* params, const double* x, ulp::wide* t, std::size_t n);
};

// Null where the card does not state it.
const function* find(simdact_op op, ulp::direction way);

// The kernels that no other tier's serves, in the order of the lists.
const std::vector<ulp::kernel_id>& own_kernels();

// As record.hpp's, to 81 binary digits, of a finite number above 2^-16382.
std::string hex(ulp::wide x);

// How a result stands to the exact value.
struct verdict {
  double error;      // in ulp of what the kernel's errors count in; not finite where a result is not
  double of_result;  // in ulp of the exact value where that has weight beside x, 0 elsewhere
  bool special_ok;   // everything that must hold exactly
  double want;       // the exact value, as a double
  bool is_zero;      // it is exactly
};
// For a kernel's results y at x, elements of its type as doubles (format.hpp); if by_mpfr, by the second opinion where
// there is one.
std::vector<verdict> judge(const ulp::kernel_id& k, const simdact_params* params, const std::vector<double>& x,
                           const std::vector<double>& y, bool by_mpfr = false);

#if !defined(SIMDACT_HAVE_MPFR)
inline constexpr bool has_mpfr = false;
#else
inline constexpr bool has_mpfr = true;
// t as a wide, and to 106 bits as the sum of two doubles.
struct exact_value {
  double high, low;
  ulp::wide value;
};
// f(x), or f'(x), from the card in MPFR, for a finite x: a float with the parameters of float arithmetic, a double with
// those of double arithmetic.
exact_value evaluate_exactly(simdact_op op, ulp::direction way, const simdact_params* params, float x);
exact_value evaluate_exactly(simdact_op op, ulp::direction way, const simdact_params* params, double x);
// The same for a value of the kernel's type.
exact_value evaluate_exactly(const ulp::kernel_id& k, const simdact_params* params, double x);
#endif

}  // namespace simdact::oracle
