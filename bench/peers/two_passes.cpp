// SPDX-License-Identifier: MIT
// The yardstick of functions with a second operand: our kernel of the one function and a plain loop over its result, or
// its input, that the compiler vectorises.
#include "peer.hpp"

namespace bench {
namespace {

template <class T>
constexpr simdact_dtype dtype_of = sizeof(T) == sizeof(float) ? SIMDACT_F32 : SIMDACT_F64;

template <class T, simdact_op op>
void run_gated(const simdact_params*, const void* gate, const void* up, void* y, std::size_t n) {
  simdact_forward(op, dtype_of<T>, SIMDACT_HIGH, nullptr, gate, y, n);
  const T* const factor = static_cast<const T*>(up);
  T* const to = static_cast<T*>(y);
  for (std::size_t i = 0; i < n; ++i) to[i] *= factor[i];
}

template <class T, simdact_op op>
void run_bias(const simdact_params*, const void* x, const void* bias, void* y, std::size_t n) {
  const std::size_t columns = columns_of(n);
  const T *const from = static_cast<const T*>(x), *const term = static_cast<const T*>(bias);
  T* const to = static_cast<T*>(y);
  for (std::size_t row = 0; row < n; row += columns) {
    for (std::size_t i = 0; i < columns; ++i) to[row + i] = from[row + i] + term[i];
  }
  simdact_forward(op, dtype_of<T>, SIMDACT_HIGH, nullptr, y, y, n);
}

template <class T>
constexpr peer_kernel kernels[] = {joined_row("swiglu", "", false, &run_gated<T, SIMDACT_SWISH>),
                                   joined_row("geglu", "", false, &run_gated<T, SIMDACT_GELU>),
                                   joined_row("bias_gelu", "", false, &run_bias<T, SIMDACT_GELU>)};

}  // namespace

extern const peer BENCH_PEER = {"two_passes", "",      {{SIMDACT_F32, kernels<float>}, {SIMDACT_F64, kernels<double>}},
                                nullptr,      nullptr, true};

}  // namespace bench
