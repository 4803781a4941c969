// SPDX-License-Identifier: MIT
// The yardstick: a copy in this instruction set's vectors.
#include "vector_loop.hpp"

namespace bench {
namespace {

struct vectors {
  typedef float V __attribute__((vector_size(BENCH_VECTOR_BYTES)));
};

// The empty statement keeps the compiler from making a call of memcpy of the loop.
template <class M>
struct copy {
  static typename M::V f(typename M::V x) {
    __asm__ volatile("");
    return x;
  }
};

void run_backward(const simdact_params* params, const void* x, const void*, void* dx, std::size_t n) {
  run<vectors, copy>(params, x, dx, n);
}

constexpr peer_kernel kernels[] = {{"", "", false, &run<vectors, copy>}, backward_row("", "", false, &run_backward)};

}  // namespace

extern const peer BENCH_PEER = make_peer("copy", "", kernels);

}  // namespace bench
