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

template <class F>
void run_backward(const simdact_params*, const void* from, const void* factor, void* to, std::size_t n) {
  const float *x = static_cast<const float*>(from), *dy = static_cast<const float*>(factor);
  float* dx = static_cast<float*>(to);
  for (std::size_t i = 0; i < n; ++i) dx[i] = dy[i] * F::f(x[i]);
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

namespace derivative {
constexpr float square(float x) { return x * x; }
BENCH_LOOP(log1p, 1.0f / (1.0f + x))
BENCH_LOOP(relu, x > 0.0f ? 1.0f : 0.0f)
BENCH_LOOP(relu6, x > 0.0f && x < 6.0f ? 1.0f : 0.0f)
BENCH_LOOP(leaky_relu, x > 0.0f ? 1.0f : 0.01f)
BENCH_LOOP(softsign, 1.0f / square(1.0f + std::fabs(x)))
BENCH_LOOP(hard_sigmoid, std::fabs(x) < 3.0f ? 1 / 6.0f : 0.0f)
BENCH_LOOP(hard_swish, x <= -3.0f ? 0.0f : (x < 3.0f ? x * (1 / 3.0f) + 0.5f : 1.0f))
BENCH_LOOP(hard_tanh, std::fabs(x) < 1.0f ? 1.0f : 0.0f)
BENCH_LOOP(hard_shrink, std::fabs(x) > 0.5f ? 1.0f : 0.0f)
BENCH_LOOP(threshold, x > 1.0f ? 1.0f : 0.0f)
BENCH_LOOP(squared_relu, x > 0.0f ? 2.0f * x : 0.0f)
}  // namespace derivative

// x is the output.
namespace from_output {
BENCH_LOOP(exp, x)
BENCH_LOOP(expm1, x + 1.0f)
BENCH_LOOP(tanh, 1.0f - x * x)
BENCH_LOOP(sigmoid, x*(1.0f - x))
BENCH_LOOP(elu, x > 0.0f ? 1.0f : x + 1.0f)
BENCH_LOOP(selu, x > 0.0f ? 1.05070099f : x + 1.75809934f)
}  // namespace from_output
#undef BENCH_LOOP

#define BENCH_ROW(name) \
  { #name, "", false, &run < name> }
#define BENCH_BACKWARD(name) backward_row(#name, "", false, &run_backward<derivative::name>)
#define BENCH_FROM_OUTPUT(name, same) from_output_row(#name, "", false, &run_backward<same>)
constexpr peer_kernel kernels[] = {BENCH_ROW(relu),
                                   BENCH_ROW(relu6),
                                   BENCH_ROW(leaky_relu),
                                   BENCH_ROW(softsign),
                                   BENCH_ROW(hard_tanh),
                                   BENCH_ROW(hard_shrink),
                                   BENCH_ROW(soft_shrink),
                                   BENCH_ROW(threshold),
                                   BENCH_ROW(hard_swish),
                                   BENCH_ROW(hard_sigmoid),
                                   BENCH_ROW(squared_relu),
                                   BENCH_BACKWARD(log1p),
                                   BENCH_BACKWARD(relu),
                                   BENCH_BACKWARD(relu6),
                                   BENCH_BACKWARD(leaky_relu),
                                   BENCH_BACKWARD(softsign),
                                   BENCH_BACKWARD(hard_sigmoid),
                                   BENCH_BACKWARD(hard_swish),
                                   BENCH_BACKWARD(hard_tanh),
                                   BENCH_BACKWARD(hard_shrink),
                                   backward_row("soft_shrink", "", false, &run_backward<derivative::hard_shrink>),
                                   BENCH_BACKWARD(threshold),
                                   BENCH_BACKWARD(squared_relu),
                                   BENCH_FROM_OUTPUT(exp, from_output::exp),
                                   BENCH_FROM_OUTPUT(expm1, from_output::expm1),
                                   BENCH_FROM_OUTPUT(tanh, from_output::tanh),
                                   BENCH_FROM_OUTPUT(sigmoid, from_output::sigmoid),
                                   BENCH_FROM_OUTPUT(relu, derivative::relu),
                                   BENCH_FROM_OUTPUT(relu6, derivative::relu6),
                                   BENCH_FROM_OUTPUT(hard_tanh, derivative::hard_tanh),
                                   BENCH_FROM_OUTPUT(leaky_relu, derivative::leaky_relu),
                                   BENCH_FROM_OUTPUT(elu, from_output::elu),
                                   BENCH_FROM_OUTPUT(celu, from_output::elu),
                                   BENCH_FROM_OUTPUT(selu, from_output::selu)};
#undef BENCH_ROW
#undef BENCH_BACKWARD
#undef BENCH_FROM_OUTPUT

}  // namespace

extern const peer BENCH_PEER = {"plain_loop", "compiler " __VERSION__, {{SIMDACT_F32, kernels}}};

}  // namespace bench
