// SPDX-License-Identifier: MIT
// What a peer's file defines: one bench::peer named BENCH_PEER, a constant. Files compiled for an instruction set
// beyond the baseline keep their templates in an unnamed namespace and use no std containers or algorithms: the linker
// would merge such code with the baseline's.
#pragma once

#include <cstddef>

#include "simdact/simdact.h"

namespace bench {

// Of rows n is the length of one, and there are so many.
constexpr std::size_t rows_of(std::size_t n) { return n == 0 || n >= 4096 ? 1 : 4096 / n; }
// Of masked_softmax's rows so many elements count, as of padded sequences, scaled as for heads of 64.
constexpr std::size_t unmasked_of(std::size_t n) { return n - n / 4; }
constexpr double mask_scale = 0.125;
// The second operand of prelu and bias has an element for each of so many columns; swiglu's and geglu's has n.
constexpr std::size_t columns_of(std::size_t n) { return n == 0 || n % 256 == 0 ? 256 : n; }

// What a function of two arrays has as its first and second.
enum class arrays_are { x_and_dy, output_and_dy, operands };

// A peer's implementation of one function: forward, or dy times its derivative, from x or from the output.
struct peer_kernel {
  const char* op;       // as in ops.def, or as a join's; "" for one that stands beside every function
  const char* variant;  // "" where there is but one
  bool composed;        // put together from the peer's functions, as its users would
  simdact_forward_fn forward;
  const simdact_params* params = nullptr;  // handed to the function; a peer with a state derives it from simdact_params
  simdact_backward_fn backward = nullptr;
  arrays_are two = arrays_are::x_and_dy;
};

// A row for a derivative.
constexpr peer_kernel backward_row(const char* op, const char* variant, bool composed, simdact_backward_fn f,
                                   const simdact_params* params = nullptr) {
  return {op, variant, composed, nullptr, params, f};
}
constexpr peer_kernel from_output_row(const char* op, const char* variant, bool composed, simdact_backward_fn f,
                                      const simdact_params* params = nullptr) {
  return {op, variant, composed, nullptr, params, f, arrays_are::output_and_dy};
}
// One for a function with a second operand.
constexpr peer_kernel joined_row(const char* op, const char* variant, bool composed, simdact_backward_fn f,
                                 const simdact_params* params = nullptr) {
  return {op, variant, composed, nullptr, params, f, arrays_are::operands};
}

// Those of one storage type.
struct peer_table {
  simdact_dtype dtype;
  const peer_kernel* kernels;
  std::size_t count;

  constexpr peer_table() : dtype(0), kernels(nullptr), count(0) {}
  template <std::size_t n>
  constexpr peer_table(simdact_dtype d, const peer_kernel (&k)[n]) : dtype(d), kernels(k), count(n) {}
};

struct peer {
  const char* name;     // in lower snake case
  const char* version;  // "" where the compiler's is all there is
  peer_table tables[4];
  bool (*usable)(simdact_dtype) = nullptr;  // for what the CPU must have beyond the instruction set's own features
  const char* (*isa)() = nullptr;  // for a peer that chooses by itself: what it chose; without it, the CPU's widest
  bool yardstick = false;          // whose times others are held against, and no implementation of any function
};

#ifdef BENCH_PEER
extern const peer BENCH_PEER;
#endif

}  // namespace bench

#define BENCH_STRING(text) #text
#define BENCH_TEXT(macro) BENCH_STRING(macro)
