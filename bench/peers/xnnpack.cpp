// SPDX-License-Identifier: MIT
// XNNPACK's operators, on the calling thread.
#include <xnnpack.h>

#include <cmath>
#include <cstdlib>

#include "peer.hpp"

namespace bench {
namespace {

using setup_fn = xnn_status (*)(xnn_operator_t, size_t, const float*, float*, pthreadpool_t);

void require(xnn_status status) {
  if (status != xnn_status_success) std::abort();
}

struct op : simdact_params {
  xnn_status (*create)(xnn_operator_t*);
  setup_fn setup;
  mutable xnn_operator_t made;

  constexpr op(xnn_status (*c)(xnn_operator_t*), setup_fn s)
      : simdact_params{0, 0}, create(c), setup(s), made(nullptr) {}
};

void run(const simdact_params* params, const void* x, void* y, std::size_t n) {
  const op& o = *static_cast<const op*>(params);
  if (o.made == nullptr) {
    require(xnn_initialize(nullptr));
    require(o.create(&o.made));
  }
  require(o.setup(o.made, n, static_cast<const float*>(x), static_cast<float*>(y), nullptr));
  require(xnn_run_operator(o.made, nullptr));
}

// One channel a pixel: the operators then take the array as one row.
#define BENCH_OP(name, kind, ...)                                                                      \
  const op name([](xnn_operator_t* o) { return xnn_create_##kind##_nc_f32(1, 1, 1, __VA_ARGS__, o); }, \
                xnn_setup_##kind##_nc_f32);
BENCH_OP(sigmoid, sigmoid, 0)
BENCH_OP(elu, elu, 1.0f, 0)
BENCH_OP(hard_swish, hardswish, 0)
BENCH_OP(leaky_relu, leaky_relu, 0.01f, 0)
BENCH_OP(relu, clamp, 0.0f, INFINITY, 0)
BENCH_OP(relu6, clamp, 0.0f, 6.0f, 0)
BENCH_OP(hard_tanh, clamp, -1.0f, 1.0f, 0)
#undef BENCH_OP

#define BENCH_ROW(name) \
  { #name, "", false, &run, &name }
constexpr peer_kernel kernels[] = {BENCH_ROW(sigmoid),    BENCH_ROW(elu),        {"celu", "", false, &run, &elu},
                                   BENCH_ROW(hard_swish), BENCH_ROW(leaky_relu), BENCH_ROW(relu),
                                   BENCH_ROW(relu6),      BENCH_ROW(hard_tanh)};
#undef BENCH_ROW

}  // namespace

extern const peer BENCH_PEER = make_peer("XNNPACK", XNNPACK_VERSION, kernels);

}  // namespace bench
