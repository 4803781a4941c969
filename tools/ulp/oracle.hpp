// SPDX-License-Identifier: MIT
// What every function of ops.def is exactly, read from its op header: the one reader of `definition` and `reference`.
//
// In double, `reference` serves where the header states one and `definition` elsewhere; either must carry 40 correct
// bits for every float (tests/oracle.cpp holds it against MPFR). f(+-inf) is f at +-2^1000: there every function of
// functions.md has reached its limit, or has passed 100, which no bounded one does, and is on its way to infinity.
#pragma once

#include <cstddef>

#include "simdact/simdact.h"

namespace simdact::oracle {

// The header's bound for one kernel, and an input where it is met.
struct stated_bound {
  simdact_accuracy tier;
  double ulp;
  float worst;
};

// t to 106 bits as the sum of two doubles, and rounded to a float once.
struct exact_value {
  double high, low;
  float rounded;
};

struct function {
  simdact_op id;
  const char* name;
  // t[i] = f(x[i]) for i < n; null params are the defaults. A zero t carries the exact result's sign.
  void (*evaluate)(const simdact_params* params, const float* x, double* t, std::size_t n);
  const stated_bound* bounds;  // f32, in the header's order
  std::size_t bound_count;
};

// The index-th of ops.def; null past the end.
const function* at(std::size_t index);
const function* find(simdact_op op);
// The bound that the header states for a kernel of its own; null where there is none.
const stated_bound* find_bound(const function& f, simdact_accuracy tier);

#if defined(SIMDACT_HAVE_MPFR)
// f(x) from `definition` in MPFR with 600 bits, for finite x.
exact_value evaluate_exactly(simdact_op op, const simdact_params* params, float x);
#endif

}  // namespace simdact::oracle
