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
  mutable xnn_operator_t made[2] = {};

  op(xnn_unary_operator k, float first, float second) : simdact_params{0, 0}, kind(k), parameters{{first, second}} {}
};

template <bool half>
void run(const simdact_params* params, const void* x, void* y, std::size_t n) {
  const op& o = *static_cast<const op*>(params);
  xnn_operator_t& made = o.made[half];
  if (made == nullptr) {
    constexpr xnn_datatype type = half ? xnn_datatype_fp16 : xnn_datatype_fp32;
    require(xnn_initialize(nullptr));
    require(xnn_create_unary_elementwise_nc(o.kind, type, type, &o.parameters, nullptr, nullptr, 0, &made));
  }
  require(xnn_reshape_unary_elementwise_nc(made, n, 1, 1, 1, nullptr));
  require(xnn_setup_unary_elementwise_nc(made, x, y));
  require(xnn_run_operator(made, nullptr));
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

using create_fn = xnn_status (*)(xnn_operator_t*);
using setup_fn = xnn_status (*)(xnn_operator_t, const void*, void*, size_t);

// Of f32 and of f16; those that it lacks are null.
struct op : simdact_params {
  create_fn create[2];
  setup_fn setup[2];
  mutable xnn_operator_t made[2] = {};

  constexpr op(create_fn c, setup_fn s, create_fn half_c = nullptr, setup_fn half_s = nullptr)
      : simdact_params{0, 0}, create{c, half_c}, setup{s, half_s} {}
};

template <bool half>
void run(const simdact_params* params, const void* x, void* y, std::size_t n) {
  const op& o = *static_cast<const op*>(params);
  if (o.made[half] == nullptr) {
    require(xnn_initialize(nullptr));
    require(o.create[half](&o.made[half]));
  }
  require(o.setup[half](o.made[half], x, y, n));
  require(xnn_run_operator(o.made[half], nullptr));
}

// One channel a pixel: the operators then take the array as one row.
#define BENCH_FUNCTIONS(kind, type, element, ...)                                                                     \
  [](xnn_operator_t* o) { return xnn_create_##kind##_nc_##type(1, 1, 1, __VA_ARGS__, o); },                           \
      [](xnn_operator_t o, const void* x, void* y, size_t n) {                                                        \
        return xnn_setup_##kind##_nc_##type(o, n, static_cast<const element*>(x), static_cast<element*>(y), nullptr); \
      }
#define BENCH_OP(name, kind, ...) const op name(BENCH_FUNCTIONS(kind, f32, float, __VA_ARGS__));
#define BENCH_HALF_OP(name, kind, ...) \
  const op name(BENCH_FUNCTIONS(kind, f32, float, __VA_ARGS__), BENCH_FUNCTIONS(kind, f16, void, __VA_ARGS__));
BENCH_OP(sigmoid, sigmoid, 0)
BENCH_OP(elu, elu, 1.0f, 0)
BENCH_HALF_OP(hard_swish, hardswish, 0)
BENCH_HALF_OP(leaky_relu, leaky_relu, 0.01f, 0)
BENCH_HALF_OP(relu, clamp, 0.0f, INFINITY, 0)
BENCH_HALF_OP(relu6, clamp, 0.0f, 6.0f, 0)
BENCH_HALF_OP(hard_tanh, clamp, -1.0f, 1.0f, 0)
#undef BENCH_OP
#undef BENCH_HALF_OP
#undef BENCH_FUNCTIONS

#endif

// One operator, made for rows of the length last asked for.
void run_softmax(const simdact_params*, const void* x, void* y, std::size_t n) {
  static xnn_operator_t made = nullptr;
  static std::size_t length = 0;
  if (length != n) {
    require(xnn_initialize(nullptr));
    if (made != nullptr) require(xnn_delete_operator(made));
#if defined(XNNPACK_UNARY)
    require(xnn_create_softmax_nc_f32(0, &made));
#else
    require(xnn_create_softmax_nc_f32(n, n, n, 0, &made));
#endif
    length = n;
  }
#if defined(XNNPACK_UNARY)
  require(xnn_reshape_softmax_nc_f32(made, n, n, n, rows_of(n), nullptr));
  require(xnn_setup_softmax_nc_f32(made, static_cast<const float*>(x), static_cast<float*>(y)));
#else
  require(xnn_setup_softmax_nc_f32(made, rows_of(n), static_cast<const float*>(x), static_cast<float*>(y), nullptr));
#endif
  require(xnn_run_operator(made, nullptr));
}

#define BENCH_ROW(name) \
  { #name, "", false, &run < half>, &name }
template <bool half>
constexpr peer_kernel whole_table[] = {
#if defined(XNNPACK_UNARY)
    BENCH_ROW(exp),        BENCH_ROW(tanh),       BENCH_ROW(gelu),
#endif
    BENCH_ROW(sigmoid),    BENCH_ROW(elu),        {"celu", "", false, &run<half>, &elu},
    BENCH_ROW(hard_swish), BENCH_ROW(leaky_relu), BENCH_ROW(relu),
    BENCH_ROW(relu6),      BENCH_ROW(hard_tanh)};
constexpr peer_kernel rows_table[] = {{"softmax", "", false, &run_softmax}};
#if !defined(XNNPACK_UNARY)
template <bool half>
constexpr peer_kernel short_table[] = {BENCH_ROW(hard_swish), BENCH_ROW(leaky_relu), BENCH_ROW(relu), BENCH_ROW(relu6),
                                       BENCH_ROW(hard_tanh)};
constexpr peer_table halves(SIMDACT_F16, short_table<true>);
#else
constexpr peer_table halves(SIMDACT_F16, whole_table<true>);
#endif
#undef BENCH_ROW

// Whether it has code for the type on this CPU.
bool usable(simdact_dtype type) {
  if (type == SIMDACT_F32) return true;
  xnn_operator_t tried = nullptr;
#if defined(XNNPACK_UNARY)
  return xnn_initialize(nullptr) == xnn_status_success &&
         xnn_create_unary_elementwise_nc(relu.kind, xnn_datatype_fp16, xnn_datatype_fp16, &relu.parameters, nullptr,
                                         nullptr, 0, &tried) == xnn_status_success;
#else
  float x[16] = {}, y[16];
  return xnn_initialize(nullptr) == xnn_status_success && relu.create[1](&tried) == xnn_status_success &&
         relu.setup[1](tried, x, y, 1) == xnn_status_success;
#endif
}

}  // namespace

extern const peer BENCH_PEER = {
    "xnnpack", XNNPACK_VERSION, {{SIMDACT_F32, whole_table<false>}, {SIMDACT_F32, rows_table}, halves}, &usable};

}  // namespace bench
