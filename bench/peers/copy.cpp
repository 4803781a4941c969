// SPDX-License-Identifier: MIT
// The yardstick: a copy in this instruction set's vectors.
#include "vector_loop.hpp"

namespace bench {
namespace {

template <class Element>
struct vectors {
  typedef Element T;
  typedef T V __attribute__((vector_size(BENCH_VECTOR_BYTES)));
};

// The empty statement keeps the compiler from making a call of memcpy of the loop.
template <class M>
struct copy {
  static typename M::V f(typename M::V x) {
    __asm__ volatile("");
    return x;
  }
};

template <class T>
void run_backward(const simdact_params* params, const void* x, const void*, void* dx, std::size_t n) {
  run<vectors<T>, copy>(params, x, dx, n);
}

template <class T>
constexpr peer_kernel kernels[] = {{"", "", false, &run<vectors<T>, copy>},
                                   backward_row("", "", false, &run_backward<T>)};

}  // namespace

extern const peer BENCH_PEER = {"copy",
                                "",
                                {{SIMDACT_F32, kernels<float>},
                                 {SIMDACT_F64, kernels<double>},
                                 {SIMDACT_F16, kernels<short>},
                                 {SIMDACT_BF16, kernels<short>}},
                                nullptr,
                                nullptr,
                                true};

}  // namespace bench
