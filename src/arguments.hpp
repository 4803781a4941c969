// SPDX-License-Identifier: MIT
// What the entry points of the C ABI demand of their arguments.
#pragma once

#include <cstddef>
#include <cstdint>

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

// Whether arrays whose extents meet overlap, and otherwise than exactly.
bool overlap_partly(array a, array b);
bool overlap(array a, array b);

// The bytes from an array's first to its last, those between its rows among them; none where it has no elements.
struct extent {
  std::uintptr_t begin, end;
  bool meets(const extent& other) const { return begin < other.end && other.begin < end; }
};
// Whether the array is there and fits into the address space.
static inline bool find_extent(const array& a, extent& e) {
  e = {0, 0};
  if (a.rows == 0 || a.cols == 0) return true;
  if (a.p == nullptr || (a.rows > 1 && a.stride < a.cols)) return false;
  e.begin = reinterpret_cast<std::uintptr_t>(a.p);
  std::size_t before, elements, bytes;
  return !__builtin_mul_overflow(a.rows - 1, a.stride, &before) && !__builtin_add_overflow(before, a.cols, &elements) &&
         !__builtin_mul_overflow(elements, a.size, &bytes) && !__builtin_add_overflow(e.begin, bytes, &e.end);
}

// Whether the arrays are there, fit into the address space, and the outputs overlap nothing otherwise than exactly, and
// one another not at all. Inline, since most of it folds away where the number of arrays is known.
template <std::size_t inputs, std::size_t outputs>
static inline bool are_usable(const array (&in)[inputs], const array (&out)[outputs]) {
  extent e[inputs], f[outputs];
  for (std::size_t i = 0; i < inputs; ++i) {
    if (!find_extent(in[i], e[i])) return false;
  }
  for (std::size_t k = 0; k < outputs; ++k) {
    if (!find_extent(out[k], f[k])) return false;
    for (std::size_t i = 0; i < inputs; ++i) {
      if (f[k].meets(e[i]) && overlap_partly(in[i], out[k])) return false;
    }
    for (std::size_t i = 0; i < k; ++i) {
      if (f[k].meets(f[i]) && overlap(out[i], out[k])) return false;
    }
  }
  return true;
}

// a b c, 0 where a factor is 0. Returns whether it is a size.
bool multiply(std::size_t a, std::size_t b, std::size_t c, std::size_t& product);

}  // namespace simdact::detail
