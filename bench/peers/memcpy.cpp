// SPDX-License-Identifier: MIT
// The yardstick on generic: the C library's copy, which chooses its instruction set by itself.
#include <cstring>

#include "peer.hpp"

namespace bench {
namespace {

template <std::size_t size>
void run(const simdact_params*, const void* x, void* y, std::size_t n) {
  std::memcpy(y, x, n * size);
}
template <std::size_t size>
void run_backward(const simdact_params*, const void* x, const void*, void* dx, std::size_t n) {
  std::memcpy(dx, x, n * size);
}

template <std::size_t size>
constexpr peer_kernel kernels[] = {{"", "", false, &run<size>}, backward_row("", "", false, &run_backward<size>)};

}  // namespace

extern const peer BENCH_PEER = {
    "copy",
    "",
    {{SIMDACT_F32, kernels<4>}, {SIMDACT_F64, kernels<8>}, {SIMDACT_F16, kernels<2>}, {SIMDACT_BF16, kernels<2>}},
    nullptr,
    nullptr,
    true};

}  // namespace bench
