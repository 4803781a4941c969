// SPDX-License-Identifier: MIT
// oneDNN's element-wise primitives, on one thread.
#include <map>
#include <memory>
#include <oneapi/dnnl/dnnl.hpp>

#include "peer.hpp"

extern "C" void omp_set_num_threads(int);  // of the OpenMP library that oneDNN runs on

namespace bench {
namespace {

using dnnl::algorithm;

struct session {
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
  session() { omp_set_num_threads(1); }
};

// A primitive for one length, and the arrays it last worked on.
struct prepared {
  dnnl::memory x, y;
  dnnl::eltwise_forward primitive;

  prepared(session& s, const dnnl::eltwise_forward::primitive_desc& d, const dnnl::memory::desc& array)
      : x(array, s.engine, nullptr), y(array, s.engine, nullptr), primitive(d) {}
};

// Releases before 3.0 make a primitive_desc in two steps and have names of their own for some parameters.
#if DNNL_VERSION_MAJOR >= 3
dnnl::eltwise_forward::primitive_desc describe(session& s, algorithm kind, const dnnl::memory::desc& array, float alpha,
                                               float beta) {
  return {s.engine, dnnl::prop_kind::forward_inference, kind, array, array, alpha, beta};
}
constexpr algorithm logsigmoid = algorithm::eltwise_soft_relu;
constexpr float softplus_alpha = 1, logsigmoid_alpha = -1, hardswish_alpha = 1.0f / 6, hardswish_beta = 0.5f;
#else
dnnl::eltwise_forward::primitive_desc describe(session& s, algorithm kind, const dnnl::memory::desc& array, float alpha,
                                               float beta) {
  return {{dnnl::prop_kind::forward_inference, kind, array, alpha, beta}, s.engine};
}
constexpr algorithm logsigmoid = algorithm::eltwise_logsigmoid;
constexpr float softplus_alpha = 0, logsigmoid_alpha = 0, hardswish_alpha = 0, hardswish_beta = 0;
#endif

struct eltwise : simdact_params {
  algorithm kind;
  mutable std::size_t last_n = 0;
  mutable prepared* last = nullptr;
  mutable std::map<std::size_t, std::unique_ptr<prepared>> by_length;

  eltwise(algorithm a, float first, float second) : simdact_params{first, second}, kind(a) {}
};

prepared& prepare(session& s, const eltwise& e, std::size_t n) {
  if (e.last != nullptr && e.last_n == n) return *e.last;
  std::unique_ptr<prepared>& p = e.by_length[n];
  if (p == nullptr) {
    const dnnl::memory::desc array({static_cast<dnnl::memory::dim>(n)}, dnnl::memory::data_type::f32,
                                   dnnl::memory::format_tag::a);
    p = std::make_unique<prepared>(
        s, describe(s, e.kind, array, static_cast<float>(e.alpha), static_cast<float>(e.beta)), array);
  }
  e.last_n = n;
  e.last = p.get();
  return *p;
}

void run(const simdact_params* params, const void* x, void* y, std::size_t n) {
  static session s;
  prepared& p = prepare(s, *static_cast<const eltwise*>(params), n);
  p.x.set_data_handle(const_cast<void*>(x));
  p.y.set_data_handle(y);
  p.primitive.execute(s.stream, {{DNNL_ARG_SRC, p.x}, {DNNL_ARG_DST, p.y}});
  s.stream.wait();
}

#define BENCH_ELTWISE(name, kind, alpha, beta) const eltwise name(kind, alpha, beta);
BENCH_ELTWISE(exp, algorithm::eltwise_exp, 0, 0)
BENCH_ELTWISE(tanh, algorithm::eltwise_tanh, 0, 0)
BENCH_ELTWISE(sigmoid, algorithm::eltwise_logistic, 0, 0)
BENCH_ELTWISE(relu, algorithm::eltwise_relu, 0, 0)
BENCH_ELTWISE(relu6, algorithm::eltwise_clip, 0, 6)
BENCH_ELTWISE(leaky_relu, algorithm::eltwise_relu, 0.01f, 0)
BENCH_ELTWISE(elu, algorithm::eltwise_elu, 1, 0)
BENCH_ELTWISE(softplus, algorithm::eltwise_soft_relu, softplus_alpha, 0)
BENCH_ELTWISE(log_sigmoid, logsigmoid, logsigmoid_alpha, 0)
BENCH_ELTWISE(swish, algorithm::eltwise_swish, 1, 0)
BENCH_ELTWISE(mish, algorithm::eltwise_mish, 0, 0)
BENCH_ELTWISE(gelu, algorithm::eltwise_gelu_erf, 0, 0)
BENCH_ELTWISE(gelu_tanh, algorithm::eltwise_gelu_tanh, 0, 0)
BENCH_ELTWISE(hard_swish, algorithm::eltwise_hardswish, hardswish_alpha, hardswish_beta)
BENCH_ELTWISE(hard_tanh, algorithm::eltwise_clip, -1, 1)
#undef BENCH_ELTWISE

#define BENCH_ROW(name) \
  { #name, "", false, &run, &name }
constexpr peer_kernel kernels[] = {
    BENCH_ROW(exp),      BENCH_ROW(tanh),        BENCH_ROW(sigmoid),    BENCH_ROW(relu),
    BENCH_ROW(relu6),    BENCH_ROW(leaky_relu),  BENCH_ROW(elu),        {"celu", "", false, &run, &elu},
    BENCH_ROW(softplus), BENCH_ROW(log_sigmoid), BENCH_ROW(swish),      BENCH_ROW(mish),
    BENCH_ROW(gelu),     BENCH_ROW(gelu_tanh),   BENCH_ROW(hard_swish), BENCH_ROW(hard_tanh)};
#undef BENCH_ROW

#if defined(__x86_64__)
// An instruction set's number has the bits of every lesser one.
bool has(dnnl::cpu_isa wanted) {
  const auto bits = static_cast<unsigned>(wanted);
  return (static_cast<unsigned>(dnnl::get_effective_cpu_isa()) & bits) == bits;
}

const char* chosen_isa() {
  return has(dnnl::cpu_isa::avx512_core) ? "avx512" : has(dnnl::cpu_isa::avx2) ? "avx2" : "generic";
}
#endif

constexpr peer make() {
  peer p = make_peer(
      "onednn", BENCH_TEXT(DNNL_VERSION_MAJOR) "." BENCH_TEXT(DNNL_VERSION_MINOR) "." BENCH_TEXT(DNNL_VERSION_PATCH),
      kernels);
#if defined(__x86_64__)
  p.isa = &chosen_isa;
#endif
  return p;
}

}  // namespace

extern const peer BENCH_PEER = make();

}  // namespace bench
