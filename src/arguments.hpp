// SPDX-License-Identifier: MIT
// What the doors of the C ABI demand of their arguments.
#pragma once

#include <cstddef>
#include <initializer_list>

#include "facts.hpp"
#include "tables.hpp"

namespace simdact::detail {

// What is here in full is `static`: no object of the library has a weak symbol that another program could share.
struct op_rows {
  signed char row[SIMDACT_OP_END];
};
constexpr op_rows make_op_rows() {
  op_rows rows{};
  for (signed char& row : rows.row) row = -1;
  for (int i = 0; i < op_count; ++i) rows.row[op_list[i].id] = static_cast<signed char>(i);
  return rows;
}
constexpr op_rows rows_of_ops = make_op_rows();

// The op's row in the tables; -1 for an unknown id.
static inline int row_of(simdact_op op) { return op > 0 && op < SIMDACT_OP_END ? rows_of_ops.row[op] : -1; }
static inline bool is_dtype(simdact_dtype dtype) { return dtype >= 1 && dtype <= dtype_count; }
static inline bool is_accuracy(simdact_accuracy accuracy) { return accuracy >= 0 && accuracy < accuracy_count; }
// The size of an element, dtype being a known one.
static inline std::size_t size_of(simdact_dtype dtype) {
  constexpr unsigned char sizes[] = {
#define SIMDACT_DTYPE(id, NAME, name, arithmetic, size) size,
#include "simdact/dtypes.def"
#undef SIMDACT_DTYPE
  };
  return sizes[dtype - 1];
}
// The row of a call whose op, dtype, accuracy and parameters are in order; -1 where they are not.
static inline int checked_row(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy,
                              const simdact_params* params) {
  const int row = row_of(op);
  if (row < 0 || !is_dtype(dtype) || !is_accuracy(accuracy)) return -1;
  if (params != nullptr && !facts[row].valid(dtype, *params)) return -1;
  return row;
}

// rows of cols elements of that size, stride elements from one to the next.
struct array {
  const void* p;
  std::size_t rows, cols, stride, size;
};
// n elements side by side.
constexpr array contiguous(const void* p, std::size_t n, std::size_t size) { return {p, 1, n, n, size}; }

// Whether the arrays are there, fit into the address space, and the outputs overlap nothing otherwise than exactly, and
// one another not at all.
bool are_usable(std::initializer_list<array> inputs, std::initializer_list<array> outputs);

// a b c, 0 where a factor is 0. Returns whether it is a size.
bool multiply(std::size_t a, std::size_t b, std::size_t c, std::size_t& product);

}  // namespace simdact::detail
