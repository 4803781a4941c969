// SPDX-License-Identifier: MIT
// What the op headers state about every function, for the baseline objects, which must not include them.
#pragma once

#include "tables.hpp"

namespace simdact::detail {

struct op_facts {
  simdact_params defaults;
  bool (*valid)(simdact_dtype, const simdact_params&);
  bool (*has_inverse)(simdact_dtype, const simdact_params&);  // whether f' is a function of f(x)
  // Negative where there is no kernel.
  double forward_ulp[dtype_count][accuracy_count];
  double backward_ulp[dtype_count][accuracy_count];
};

// In the order of op_list.
extern const op_facts facts[op_count];

}  // namespace simdact::detail
