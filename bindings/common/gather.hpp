// SPDX-License-Identifier: MIT
// Between arrays of any strides and blocks in which element follows element.
#pragma once

#include <cstddef>
#include <cstring>

namespace simdact_bindings {

// Elements that a block buffer holds of each operand: small enough for the stack and the first-level cache, large
// enough that a call costs little.
constexpr std::size_t block = 512;

// Each element of the array lies step bytes behind the one before.
template <class T>
void gather(T* to, const char* from, std::ptrdiff_t step, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i, from += step) std::memcpy(to + i, from, sizeof(T));
}

template <class T>
void scatter(char* to, std::ptrdiff_t step, const T* from, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i, to += step) std::memcpy(to, from + i, sizeof(T));
}

}  // namespace simdact_bindings
