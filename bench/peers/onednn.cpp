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

  prepared(session& s, const dnnl::eltwise_forward::desc& d, const dnnl::memory::desc& array)
      : x(array, s.engine, nullptr), y(array, s.engine, nullptr), primitive({d, s.engine}) {}
};

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
    const dnnl::eltwise_forward::desc d(dnnl::prop_kind::forward_inference, e.kind, array, static_cast<float>(e.alpha),
                                        static_cast<float>(e.beta));
    p = std::make_unique<prepared>(s, d, array);
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

#define BENCH_ELTWISE(name, kind, alpha, beta) const eltwise name(algorithm::eltwise_##kind, alpha, beta);
BENCH_ELTWISE(exp, exp, 0, 0)
BENCH_ELTWISE(tanh, tanh, 0, 0)
BENCH_ELTWISE(sigmoid, logistic, 0, 0)
BENCH_ELTWISE(relu, relu, 0, 0)
BENCH_ELTWISE(relu6, bounded_relu, 6, 0)
BENCH_ELTWISE(leaky_relu, relu, 0.01f, 0)
BENCH_ELTWISE(elu, elu, 1, 0)
BENCH_ELTWISE(softplus, soft_relu, 0, 0)
BENCH_ELTWISE(log_sigmoid, logsigmoid, 0, 0)
BENCH_ELTWISE(swish, swish, 1, 0)
BENCH_ELTWISE(mish, mish, 0, 0)
BENCH_ELTWISE(gelu, gelu_erf, 0, 0)
BENCH_ELTWISE(gelu_tanh, gelu_tanh, 0, 0)
BENCH_ELTWISE(hard_swish, hardswish, 0, 0)
BENCH_ELTWISE(hard_tanh, clip, -1, 1)
#undef BENCH_ELTWISE

#define BENCH_ROW(name) \
  { #name, "", false, &run, &name }
constexpr peer_kernel kernels[] = {
    BENCH_ROW(exp),      BENCH_ROW(tanh),        BENCH_ROW(sigmoid),    BENCH_ROW(relu),
    BENCH_ROW(relu6),    BENCH_ROW(leaky_relu),  BENCH_ROW(elu),        {"celu", "", false, &run, &elu},
    BENCH_ROW(softplus), BENCH_ROW(log_sigmoid), BENCH_ROW(swish),      BENCH_ROW(mish),
    BENCH_ROW(gelu),     BENCH_ROW(gelu_tanh),   BENCH_ROW(hard_swish), BENCH_ROW(hard_tanh)};
#undef BENCH_ROW

}  // namespace

extern const peer BENCH_PEER = make_peer(
    "oneDNN", BENCH_TEXT(DNNL_VERSION_MAJOR) "." BENCH_TEXT(DNNL_VERSION_MINOR) "." BENCH_TEXT(DNNL_VERSION_PATCH),
    kernels);

}  // namespace bench
