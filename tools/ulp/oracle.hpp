// SPDX-License-Identifier: MIT
// What every function of ops.def, and its derivative, is exactly, read from its card: the one reader of `definition`,
// `derivative` and their well-conditioned forms.
//
// In double, `reference` (`reference_derivative`) serves where the card states one and `definition` (`derivative`)
// elsewhere; either must carry 40 correct bits for every float, but near a root of the derivative, which the card
// names, where MPFR serves (tests/oracle holds all this against MPFR). f(+-inf) is f at +-2^800: there every function
// of the list has reached its limit, or has passed 100, which no bounded one does, and is on its way to infinity.
#pragma once

#include <cstddef>
#include <vector>

#include "kernel_id.hpp"

namespace simdact::oracle {

// t to 106 bits as the sum of two doubles, and rounded to a float once.
struct exact_value {
  double high, low;
  float rounded;
};

struct function {
  simdact_op id;
  ulp::direction way;
  // t[i] = f(x[i]), or f'(x[i]), for i < n; null params are the defaults. A zero t carries the exact result's sign.
  void (*evaluate)(const simdact_params* params, const float* x, double* t, std::size_t n);
};

// Null where the card does not state it.
const function* find(simdact_op op, ulp::direction way);

// The kernels of f32 that no other tier's serves, in the order of the lists.
const std::vector<ulp::kernel_id>& own_kernels();

#if defined(SIMDACT_HAVE_MPFR)
// f(x), or f'(x), from the card in MPFR with 600 bits, for finite x.
exact_value evaluate_exactly(simdact_op op, ulp::direction way, const simdact_params* params, float x);
#endif

}  // namespace simdact::oracle
