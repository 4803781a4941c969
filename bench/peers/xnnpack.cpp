// SPDX-License-Identifier: MIT
// XNNPACK's operators, on the calling thread.
#include <xnnpack.h>

#include <cmath>
#include <cstdlib>

#include "peer.hpp"

namespace bench {
namespace {

void require(xnn_status status) {
  if (status != xnn_status_success) std::abort();
}

#if defined(XNNPACK_UNARY)  // the interface of all element-wise operators, in releases since 2024

struct op : simdact_params {
  xnn_unary_operator kind;
  xnn_unary_params parameters;
  mutable xnn_operator_t made = nullptr;

  op(xnn_unary_operator k, float first, float second) : simdact_params{0, 0}, kind(k), parameters{{first, second}} {}
};

void run(const simdact_params* params, const void* x, void* y, std::size_t n) {
  const op& o = *static_cast<const op*>(params);
  if (o.made == nullptr) {
    require(xnn_initialize(nullptr));
    require(xnn_create_unary_elementwise_nc(o.kind, xnn_datatype_fp32, xnn_datatype_fp32, &o.parameters, nullptr,
                                            nullptr, 0, &o.made));
  }
  require(xnn_reshape_unary_elementwise_nc(o.made, n, 1, 1, 1, nullptr));
  require(xnn_setup_unary_elementwise_nc(o.made, x, y));
  require(xnn_run_operator(o.made, nullptr));
}

#define BENCH_OP(name, kind, first, second) const op name(xnn_unary_##kind, first, second);
BENCH_OP(exp, exp, 0, 0)
BENCH_OP(tanh, tanh, 0, 0)
BENCH_OP(sigmoid, sigmoid, 0, 0)
BENCH_OP(gelu, gelu, 0, 0)
BENCH_OP(elu, elu, 1, 0)
BENCH_OP(hard_swish, hardswish, 0, 0)
BENCH_OP(leaky_relu, leaky_relu, 0.01f, 0)
BENCH_OP(relu, clamp, 0, INFINITY)
BENCH_OP(relu6, clamp, 0, 6)
BENCH_OP(hard_tanh, clamp, -1, 1)
#undef BENCH_OP

#else

using setup_fn = xnn_status (*)(xnn_operator_t, size_t, const float*, float*, pthreadpool_t);

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

#endif

#define BENCH_ROW(name) \
  { #name, "", false, &run, &name }
constexpr peer_kernel kernels[] = {
#if defined(XNNPACK_UNARY)
    BENCH_ROW(exp),        BENCH_ROW(tanh),       BENCH_ROW(gelu),
#endif
    BENCH_ROW(sigmoid),    BENCH_ROW(elu),        {"celu", "", false, &run, &elu},
    BENCH_ROW(hard_swish), BENCH_ROW(leaky_relu), BENCH_ROW(relu),
    BENCH_ROW(relu6),      BENCH_ROW(hard_tanh)};
#undef BENCH_ROW

}  // namespace

extern const peer BENCH_PEER = make_peer("xnnpack", XNNPACK_VERSION, kernels);

}  // namespace bench
