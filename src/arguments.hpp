// SPDX-License-Identifier: MIT
// What the doors of the C ABI demand of their arguments.
#pragma once

#include <cstddef>
#include <initializer_list>

#include "tables.hpp"

namespace simdact::detail {

// The op's row in the tables; -1 for an unknown id.
int row_of(simdact_op op);
bool is_dtype(simdact_dtype dtype);
bool is_accuracy(simdact_accuracy accuracy);
// The size of an element, dtype being a known one.
std::size_t size_of(simdact_dtype dtype);
// The row of a call whose op, dtype, accuracy and parameters are in order; -1 where they are not.
int checked_row(simdact_op op, simdact_dtype dtype, simdact_accuracy accuracy, const simdact_params* params);

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
