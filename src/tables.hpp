// SPDX-License-Identifier: MIT
// What the objects of the instruction sets give to the dispatcher: a table of kernels per family and set. Included by
// all of them: types and constants only.
#pragma once

#include "simdact/simdact.h"

namespace simdact::detail {

struct op_entry {
  simdact_op id;
  const char* name;
};
constexpr op_entry op_list[] = {
#define SIMDACT_OP(id, NAME, name) {id, #name},
#include "simdact/ops.def"
#undef SIMDACT_OP
};
constexpr int op_count = sizeof(op_list) / sizeof(op_list[0]);
constexpr int dtype_count = SIMDACT_DTYPE_END - 1;
constexpr int accuracy_count = SIMDACT_ACCURACY_END;

// Indexed by the op's place in op_list, dtype - 1 and accuracy; null where there is no kernel.
template <class Kernel>
struct kernel_table {
  Kernel kernels[op_count][dtype_count][accuracy_count];
};
using forward_table = kernel_table<simdact_forward_fn>;
struct backward_table : kernel_table<simdact_backward_fn> {
  simdact_backward_fn from_output[op_count][dtype_count];
};

// An instruction set's tables, one per family.
struct isa_tables {
  const char* name;
  const forward_table* forward;
  const backward_table* backward;
};

#define SIMDACT_ISA(name, processor, arch, features) \
  extern const forward_table forward_##name;         \
  extern const backward_table backward_##name;
#include "isa.def"
#undef SIMDACT_ISA

}  // namespace simdact::detail
