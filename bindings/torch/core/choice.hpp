// SPDX-License-Identifier: MIT
// Which accuracy serves PyTorch's own functions, and how often the library was called. One choice for the process, as
// with torch.backends: the derivatives of a thread's tensors may be computed in another thread.
#pragma once

#include <simdact/simdact.h>

#include <atomic>
#include <cstdint>

namespace simdact_torch {

// The ids of the functions: the library's, and behind them those that work on whole rows.
enum : simdact_op { row_softmax = SIMDACT_OP_END, row_log_softmax, function_end };

#define SIMDACT_TORCH_DIRECTIONS(X) X(forward) X(backward) X(backward_from_output)
enum Direction : int {
#define SIMDACT_TORCH_DIRECTION(name) name,
  SIMDACT_TORCH_DIRECTIONS(SIMDACT_TORCH_DIRECTION)
#undef SIMDACT_TORCH_DIRECTION
      direction_end
};

constexpr std::int8_t stock = -1;  // PyTorch's own kernel

struct Choices {
  std::atomic<std::int8_t> accuracy[direction_end][function_end][SIMDACT_DTYPE_END];
  std::atomic<std::uint64_t> calls[direction_end][function_end];
};
extern Choices choices;

inline simdact_accuracy chosen(Direction direction, simdact_op function, simdact_dtype dtype) {
  return choices.accuracy[direction][function][dtype].load(std::memory_order_relaxed);
}

inline void count_call(Direction direction, simdact_op function) {
  choices.calls[direction][function].fetch_add(1, std::memory_order_relaxed);
}

// Puts the overriding kernels into PyTorch's dispatcher, where they stay: it may not lose one while others call it.
void override_stock();

// Whether those kernels ever call the function, and whether the library has it in the type and the accuracy.
bool may_serve(Direction direction, simdact_op function);
bool kernel_exists(Direction direction, simdact_op function, simdact_dtype dtype, simdact_accuracy accuracy);

// Defines torch.ops.simdact.NAME, with the parameters' values where the schema does not have them. False for an unknown
// kind.
bool define_operator(const char* kind, simdact_op op, const simdact_params& defaults, const char* name,
                     const char* schema);

}  // namespace simdact_torch
