// SPDX-License-Identifier: MIT
#include "arguments.hpp"

namespace simdact::detail {
namespace {

// Rows of bytes; one row where they lie side by side.
struct byte_rows {
  std::uintptr_t begin;
  std::size_t rows, width, step;

  explicit byte_rows(const array& a)
      : begin(reinterpret_cast<std::uintptr_t>(a.p)), rows(a.rows), width(a.cols * a.size), step(a.stride * a.size) {
    if (rows == 1 || step == width) {
      width *= rows;
      rows = 1;
      step = width;
    }
  }

  // Whether a row begins before last and ends behind first.
  bool meets(std::uintptr_t first, std::uintptr_t last) const {
    std::size_t row = first < begin ? 0 : (first - begin) / step;
    if (first >= begin + row * step + width) ++row;
    return row < rows && begin + row * step < last;
  }
};

}  // namespace

bool overlap(array a, array b) {
  const byte_rows x(a), y(b);
  const byte_rows &few = x.rows < y.rows ? x : y, &many = x.rows < y.rows ? y : x;
  for (std::size_t i = 0; i < few.rows; ++i) {
    const std::uintptr_t begin = few.begin + i * few.step;
    if (many.meets(begin, begin + few.width)) return true;
  }
  return false;
}

bool overlap_partly(array a, array b) {
  const bool same = a.p == b.p && a.rows == b.rows && a.cols == b.cols && (a.rows == 1 || a.stride == b.stride);
  return !same && overlap(a, b);
}

bool multiply(std::size_t a, std::size_t b, std::size_t c, std::size_t& product) {
  product = 0;
  if (a == 0 || b == 0 || c == 0) return true;
  return !__builtin_mul_overflow(a, b, &product) && !__builtin_mul_overflow(product, c, &product);
}

}  // namespace simdact::detail
