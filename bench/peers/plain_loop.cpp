// SPDX-License-Identifier: MIT
// Functions without a transcendental part as plain loops, vectorised by the compiler: what ours must not be slower
// than.
#include <cmath>

#include "peer.hpp"

namespace bench {
namespace {

template <class F>
void run(const simdact_params*, const void* from, void* to, std::size_t n) {
  const float* x = static_cast<const float*>(from);
  float* y = static_cast<float*>(to);
  for (std::size_t i = 0; i < n; ++i) y[i] = F::f(x[i]);
}

constexpr float clamp(float x, float low, float high) {
  const float t = x < low ? low : x;
  return t > high ? high : t;
}

#define BENCH_LOOP(name, expression)               \
  struct name {                                    \
    static float f(float x) { return expression; } \
  };
BENCH_LOOP(relu, x <= 0.0f ? 0.0f : x)
BENCH_LOOP(relu6, clamp(x, 0.0f, 6.0f))
BENCH_LOOP(leaky_relu, x > 0.0f ? x : 0.01f * x)
BENCH_LOOP(softsign, x / (1.0f + std::fabs(x)))
BENCH_LOOP(hard_sigmoid, clamp(x*(1 / 6.0f) + 0.5f, 0.0f, 1.0f))
BENCH_LOOP(hard_swish, x* clamp(x + 3.0f, 0.0f, 6.0f) * (1 / 6.0f))
BENCH_LOOP(hard_tanh, clamp(x, -1.0f, 1.0f))
BENCH_LOOP(hard_shrink, std::fabs(x) > 0.5f ? x : 0.0f)
BENCH_LOOP(soft_shrink, x > 0.5f ? x - 0.5f : (x < -0.5f ? x + 0.5f : 0.0f))
BENCH_LOOP(threshold, x > 1.0f ? x : 0.0f)
BENCH_LOOP(squared_relu, x <= 0.0f ? 0.0f : x * x)
#undef BENCH_LOOP

#define BENCH_ROW(name) \
  { #name, "", false, &run < name> }
constexpr peer_kernel kernels[] = {BENCH_ROW(relu),         BENCH_ROW(relu6),       BENCH_ROW(leaky_relu),
                                   BENCH_ROW(softsign),     BENCH_ROW(hard_tanh),   BENCH_ROW(hard_shrink),
                                   BENCH_ROW(soft_shrink),  BENCH_ROW(threshold),   BENCH_ROW(hard_swish),
                                   BENCH_ROW(hard_sigmoid), BENCH_ROW(squared_relu)};
#undef BENCH_ROW

}  // namespace

extern const peer BENCH_PEER = make_peer("plain_loop", "compiler " __VERSION__, kernels);

}  // namespace bench
