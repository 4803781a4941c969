// SPDX-License-Identifier: MIT
// The yardstick on generic: the C library's copy, which chooses its instruction set by itself.
#include <cstring>

#include "peer.hpp"

namespace bench {
namespace {

void run(const simdact_params*, const void* x, void* y, std::size_t n) { std::memcpy(y, x, n * sizeof(float)); }
void run_backward(const simdact_params*, const void* x, const void*, void* dx, std::size_t n) {
  std::memcpy(dx, x, n * sizeof(float));
}

constexpr peer_kernel kernels[] = {{"", "", false, &run}, backward_row("", "", false, &run_backward)};

}  // namespace

extern const peer BENCH_PEER = make_peer("copy", "", kernels);

}  // namespace bench
