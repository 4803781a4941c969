// SPDX-License-Identifier: MIT
#include "arguments.hpp"

#include <cstdint>

namespace simdact::detail {
namespace {

bool is_empty(const array& a) { return a.rows == 0 || a.cols == 0; }

bool fits(const array& a) {
  if (is_empty(a)) return true;
  if (a.p == nullptr || (a.rows > 1 && a.stride < a.cols)) return false;
  std::size_t before, elements, bytes, end;
  return !__builtin_mul_overflow(a.rows - 1, a.stride, &before) && !__builtin_add_overflow(before, a.cols, &elements) &&
         !__builtin_mul_overflow(elements, a.size, &bytes) &&
         !__builtin_add_overflow(reinterpret_cast<std::uintptr_t>(a.p), bytes, &end);
}

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
  std::uintptr_t end() const { return begin + (rows - 1) * step + width; }

  // Whether a row begins before last and ends behind first.
  bool meets(std::uintptr_t first, std::uintptr_t last) const {
    std::size_t row = first < begin ? 0 : (first - begin) / step;
    if (first >= begin + row * step + width) ++row;
    return row < rows && begin + row * step < last;
  }
};

bool have_common_bytes(const array& a, const array& b) {
  if (is_empty(a) || is_empty(b)) return false;
  const byte_rows x(a), y(b);
  if (x.begin >= y.end() || y.begin >= x.end()) return false;
  const byte_rows &few = x.rows < y.rows ? x : y, &many = x.rows < y.rows ? y : x;
  for (std::size_t i = 0; i < few.rows; ++i) {
    const std::uintptr_t begin = few.begin + i * few.step;
    if (many.meets(begin, begin + few.width)) return true;
  }
  return false;
}

bool are_the_same(const array& a, const array& b) {
  return a.p == b.p && a.rows == b.rows && a.cols == b.cols && (a.rows == 1 || a.stride == b.stride);
}

}  // namespace

bool are_usable(std::initializer_list<array> inputs, std::initializer_list<array> outputs) {
  for (const array& in : inputs) {
    if (!fits(in)) return false;
  }
  for (const array& out : outputs) {
    if (!fits(out)) return false;
  }
  for (const array& out : outputs) {
    for (const array& in : inputs) {
      if (!are_the_same(in, out) && have_common_bytes(in, out)) return false;
    }
    for (const array& other : outputs) {
      if (&other != &out && have_common_bytes(other, out)) return false;
    }
  }
  return true;
}

bool multiply(std::size_t a, std::size_t b, std::size_t c, std::size_t& product) {
  product = 0;
  if (a == 0 || b == 0 || c == 0) return true;
  return !__builtin_mul_overflow(a, b, &product) && !__builtin_mul_overflow(product, c, &product);
}

}  // namespace simdact::detail
