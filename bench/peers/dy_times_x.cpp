// SPDX-License-Identifier: MIT
// The yardstick of derivatives: their product with dy alone, a plain loop that the compiler vectorises.
#include "peer.hpp"

namespace bench {
namespace {

void run(const simdact_params*, const void* x, const void* dy, void* dx, std::size_t n) {
  const float *from = static_cast<const float*>(x), *factor = static_cast<const float*>(dy);
  float* to = static_cast<float*>(dx);
  for (std::size_t i = 0; i < n; ++i) to[i] = factor[i] * from[i];
}

constexpr peer_kernel kernels[] = {backward_row("", "", false, &run)};

}  // namespace

extern const peer BENCH_PEER = make_peer("dy_times_x", "", kernels);

}  // namespace bench
