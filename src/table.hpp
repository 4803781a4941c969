// SPDX-License-Identifier: MIT
// What each instruction set's object gives to the dispatcher: one table of kernels, and generic's with the ops' facts.
// Included by objects of every instruction set: types and constants only.
#pragma once

#include "simdact/simdact.h"

namespace simdact::detail {

struct op_entry {
  simdact_op id;
  const char* name;
};
constexpr op_entry op_list[] = {
#define SIMDACT_OP(id, name) {simdact_after_##name - 1, #name},
#include "simdact/ops.def"
#undef SIMDACT_OP
};
constexpr int op_count = sizeof(op_list) / sizeof(op_list[0]);
constexpr int dtype_count = SIMDACT_DTYPE_END - 1;
constexpr int accuracy_count = 3;

// Indexed by dtype - 1 and accuracy; null where there is no kernel.
struct op_kernels {
  simdact_forward_fn forward[dtype_count][accuracy_count];
  simdact_backward_fn backward[dtype_count][accuracy_count];
};

// The same for every instruction set; they come from the op headers, which the baseline objects must not include.
struct op_facts {
  simdact_params defaults;
  bool (*valid)(simdact_dtype, const simdact_params&);
  double ulp[dtype_count][accuracy_count];  // negative where there is no kernel
};

struct isa_table {
  const char* name;
  op_kernels kernels[op_count];
  const op_facts* facts;  // generic's alone, else null
};

#define SIMDACT_ISA(name, processor, arch, features) extern const isa_table table_##name;
#include "isa.def"
#undef SIMDACT_ISA

}  // namespace simdact::detail
