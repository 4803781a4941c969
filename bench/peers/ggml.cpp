// SPDX-License-Identifier: MIT
// ggml's operators, each as a graph of one node on one thread of its CPU backend, which ggml chooses for this CPU.
#include <ggml-backend.h>
#include <ggml.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>

#include "peer.hpp"

namespace bench {
namespace {

// A function of the CPU backend, which is loaded when the program runs.
template <class function>
function found(ggml_backend_t cpu, const char* name) {
  return reinterpret_cast<function>(
      ggml_backend_reg_get_proc_address(ggml_backend_dev_backend_reg(ggml_backend_get_device(cpu)), name));
}

ggml_backend_t make_backend() {
  ggml_backend_load_all();
  const ggml_backend_t cpu = ggml_backend_init_by_type(GGML_BACKEND_DEVICE_TYPE_CPU, nullptr);
  if (cpu == nullptr) return nullptr;
  const auto set_threads = found<ggml_backend_set_n_threads_t>(cpu, "ggml_backend_set_n_threads");
  if (set_threads == nullptr) return nullptr;
  set_threads(cpu, 1);
  return cpu;
}
ggml_backend_t backend() {
  static const ggml_backend_t made = make_backend();
  return made;
}

// The graph for one length; its tensors are given their arrays at each call.
struct graph {
  ggml_tensor *x, *second, *y;
  ggml_cgraph* nodes;
};

// What a kernel's params lead to: the node, of an array as one row, or as as many as rows have.
struct operation : simdact_params {
  using maker = ggml_tensor* (*)(ggml_context*, ggml_tensor* x, ggml_tensor* second);
  maker make;
  bool by_row;
  mutable std::map<std::pair<ggml_type, std::size_t>, graph> made;

  explicit operation(maker m, bool rows = false) : simdact_params{0, 0}, make(m), by_row(rows) {}
};

graph make_graph(const operation& o, ggml_type type, std::size_t n) {
  ggml_context* const context = ggml_init({8 * ggml_tensor_overhead() + ggml_graph_overhead(), nullptr, true});
  if (context == nullptr) std::abort();
  const auto array = [&] {
    return ggml_new_tensor_2d(context, type, static_cast<std::int64_t>(n),
                              o.by_row ? static_cast<std::int64_t>(rows_of(n)) : 1);
  };
  graph g{array(), array(), nullptr, ggml_new_graph(context)};
  g.y = o.make(context, g.x, g.second);
  ggml_build_forward_expand(g.nodes, g.y);
  return g;
}

template <ggml_type type>
void run_join(const simdact_params* params, const void* x, const void* second, void* y, std::size_t n) {
  const operation& o = *static_cast<const operation*>(params);
  auto found = o.made.find({type, n});
  if (found == o.made.end()) found = o.made.emplace(std::pair(type, n), make_graph(o, type, n)).first;
  const graph& g = found->second;
  g.x->data = const_cast<void*>(x);
  g.second->data = const_cast<void*>(second);
  g.y->data = y;
  if (ggml_backend_graph_compute(backend(), g.nodes) != GGML_STATUS_SUCCESS) std::abort();
}
template <ggml_type type>
void run(const simdact_params* params, const void* x, void* y, std::size_t n) {
  run_join<type>(params, x, nullptr, y, n);
}

#define BENCH_UNARY(name, function) \
  const operation name([](ggml_context* c, ggml_tensor* x, ggml_tensor*) { return function(c, x); });
BENCH_UNARY(exp, ggml_exp)
BENCH_UNARY(expm1, ggml_expm1)
BENCH_UNARY(tanh, ggml_tanh)
BENCH_UNARY(sigmoid, ggml_sigmoid)
BENCH_UNARY(swish, ggml_silu)
BENCH_UNARY(softplus, ggml_softplus)
BENCH_UNARY(elu, ggml_elu)
BENCH_UNARY(gelu, ggml_gelu_erf)
BENCH_UNARY(gelu_tanh, ggml_gelu)
BENCH_UNARY(relu, ggml_relu)
BENCH_UNARY(hard_sigmoid, ggml_hardsigmoid)
BENCH_UNARY(hard_swish, ggml_hardswish)
#undef BENCH_UNARY
const operation leaky_relu([](ggml_context* c, ggml_tensor* x, ggml_tensor*) {
  return ggml_leaky_relu(c, x, 0.01f, false);
});
const operation softmax([](ggml_context*c, ggml_tensor*x, ggml_tensor*) { return ggml_soft_max(c, x); }, true),
    swiglu(&ggml_swiglu_split), geglu(&ggml_geglu_erf_split);

#define BENCH_ROW(name) \
  { #name, "", false, &run < type>, &name }
template <ggml_type type>
constexpr peer_kernel kernels[] = {
    BENCH_ROW(exp),        BENCH_ROW(expm1),        BENCH_ROW(tanh),      BENCH_ROW(sigmoid),   BENCH_ROW(swish),
    BENCH_ROW(softplus),   BENCH_ROW(elu),          BENCH_ROW(gelu),      BENCH_ROW(gelu_tanh), BENCH_ROW(relu),
    BENCH_ROW(leaky_relu), BENCH_ROW(hard_sigmoid), BENCH_ROW(hard_swish)};
#undef BENCH_ROW
constexpr peer_kernel joins[] = {{"softmax", "", false, &run<GGML_TYPE_F32>, &softmax},
                                 joined_row("swiglu", "", false, &run_join<GGML_TYPE_F32>, &swiglu),
                                 joined_row("geglu", "", false, &run_join<GGML_TYPE_F32>, &geglu)};

bool usable(simdact_dtype) { return backend() != nullptr; }

// The CPU backend names the features that it was built with.
const char* chosen_isa() {
  const auto features = found<ggml_backend_get_features_t>(backend(), "ggml_backend_get_features");
  const char* isa = "generic";
  if (features == nullptr) return isa;
  for (const ggml_backend_feature* f = features(ggml_backend_dev_backend_reg(ggml_backend_get_device(backend())));
       f->name != nullptr; ++f) {
    if (std::strcmp(f->name, "AVX512") == 0) return "avx512";
    if (std::strcmp(f->name, "AVX2") == 0) isa = "avx2";
    if (std::strcmp(f->name, "NEON") == 0) isa = "neon";
  }
  return isa;
}

}  // namespace

extern const peer BENCH_PEER = {
    "ggml",
    GGML_VERSION,
    {{SIMDACT_F32, kernels<GGML_TYPE_F32>}, {SIMDACT_F32, joins}, {SIMDACT_F16, kernels<GGML_TYPE_F16>}},
    &usable,
    &chosen_isa};

}  // namespace bench
