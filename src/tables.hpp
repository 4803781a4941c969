// SPDX-License-Identifier: MIT
// What the objects of the instruction sets give to the dispatcher: a table of kernels per family and set. Included by
// all of them: types and constants only.
#pragma once

#include <cstddef>

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

// The type whose arithmetic an element's lanes have, and whose kernels joins call.
static constexpr simdact_dtype computed_in(simdact_dtype dtype) {
  return dtype == SIMDACT_F64 ? SIMDACT_F64 : SIMDACT_F32;
}

// Indexed by the op's place in op_list, dtype - 1 and accuracy; null where there is no kernel.
template <class Kernel>
struct kernel_table {
  Kernel kernels[op_count][dtype_count][accuracy_count];
};
using forward_table = kernel_table<simdact_forward_fn>;
struct backward_table : kernel_table<simdact_backward_fn> {
  simdact_backward_fn from_output[op_count][dtype_count];
};
// For CPUs that compute with subnormal numbers as with others, and for those with assists: loops/careful.hpp.
template <class Table>
struct table_pair {
  Table usual, careful;
};
using forward_tables = table_pair<forward_table>;
using backward_tables = table_pair<backward_table>;
// What the latter call where results may be subnormal, at default parameters; null where the usual kernel serves.
struct tails_table {
  forward_table forward;
  backward_table backward;
};

// Rows and joins, whose arguments are in order; strides are in elements.
struct matrix {
  const void* p;
  std::size_t stride;
};
struct output_matrix {
  void* p;
  std::size_t stride;
};
using softmax_fn = void (*)(const simdact_softmax_params& params, matrix x, output_matrix y, std::size_t rows,
                            std::size_t cols);
using softmax_backward_fn = void (*)(double scale, matrix y, matrix dy, output_matrix dx, std::size_t rows,
                                     std::size_t cols);
// Null where there is no kernel. softmax and its logarithm, by dtype - 1 and accuracy.
struct rows_table {
  softmax_fn softmax[2][dtype_count][accuracy_count];
  softmax_backward_fn softmax_backward[2][dtype_count];
};

// A function and its derivative in the type that its results are computed in, which a join calls on blocks.
struct activation {
  const simdact_params* params;
  simdact_forward_fn forward;
  simdact_backward_fn backward;
};
// outer x channels x inner elements; maxout has its pieces for channels.
struct channel_shape {
  std::size_t outer, channels, inner;
};
struct joins_table {
  void (*gated[dtype_count])(const activation& f, matrix gate, matrix up, output_matrix y, std::size_t rows,
                             std::size_t cols);
  void (*gated_backward[dtype_count])(const activation& f, matrix gate, matrix up, matrix dy, output_matrix dgate,
                                      output_matrix dup, std::size_t rows, std::size_t cols);
  void (*bias[dtype_count])(const activation& f, const void* x, const void* bias, void* y, channel_shape shape);
  void (*bias_backward[dtype_count])(const activation& f, const void* x, const void* bias, const void* dy, void* dx,
                                     void* dbias, channel_shape shape);
  void (*prelu[dtype_count])(const void* x, const void* slope, void* y, channel_shape shape);
  void (*prelu_backward[dtype_count])(const void* x, const void* slope, const void* dy, void* dx, void* dslope,
                                      channel_shape shape);
  void (*maxout[dtype_count])(const void* x, void* y, channel_shape shape);
  void (*maxout_backward[dtype_count])(const void* x, const void* dy, void* dx, channel_shape shape);
};

// An instruction set's tables, one per family.
struct isa_tables {
  const char* name;
  const forward_table* forward;
  const backward_table* backward;
  const rows_table* rows;
  const joins_table* joins;
};

#define SIMDACT_ISA(name, processor, arch, features) \
  extern const forward_tables forward_##name;        \
  extern const backward_tables backward_##name;      \
  extern const tails_table tails_##name;             \
  extern const rows_table rows_##name;               \
  extern const joins_table joins_##name;
#include "isa.def"
#undef SIMDACT_ISA

}  // namespace simdact::detail
