// SPDX-License-Identifier: MIT
// The yardstick of derivatives: their product with dy alone, a plain loop that the compiler vectorises.
#include "peer.hpp"

namespace bench {
namespace {

template <class T>
void run(const simdact_params*, const void* x, const void* dy, void* dx, std::size_t n) {
  const T *from = static_cast<const T*>(x), *factor = static_cast<const T*>(dy);
  T* to = static_cast<T*>(dx);
  for (std::size_t i = 0; i < n; ++i) to[i] = factor[i] * from[i];
}

template <class T>
constexpr peer_kernel kernels[] = {backward_row("", "", false, &run<T>)};

}  // namespace

extern const peer BENCH_PEER = {"dy_times_x", "",      {{SIMDACT_F32, kernels<float>}, {SIMDACT_F64, kernels<double>}},
                                nullptr,      nullptr, true};

}  // namespace bench
