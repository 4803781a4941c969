// SPDX-License-Identifier: MIT
// oneDNN's element-wise primitives, on one thread.
#include <map>
#include <memory>
#include <utility>

#include "onednn.hpp"
#include "peer.hpp"

namespace bench {
namespace {

using dnnl::algorithm;
using data_type = dnnl::memory::data_type;

// A primitive for one length, and the arrays it last worked on.
struct prepared {
  dnnl::memory x, dy, y;
  dnnl::primitive primitive;

  prepared(dnnl_session& s, const dnnl::primitive& p, const dnnl::memory::desc& array)
      : x(array, s.engine, nullptr), dy(array, s.engine, nullptr), y(array, s.engine, nullptr), primitive(p) {}
};

// A primitive's algorithm, which may be that of a derivative from the output.
struct eltwise : simdact_params {
  algorithm kind;
  bool backward, from_output;
  mutable std::pair<data_type, std::size_t> last_for{};
  mutable prepared* last = nullptr;
  mutable std::map<std::pair<data_type, std::size_t>, std::unique_ptr<prepared>> made;

  eltwise(algorithm a, float first, float second, bool derivative = false, bool output = false)
      : simdact_params{first, second}, kind(a), backward(derivative), from_output(output) {}
};

// Releases before 3.0 make a primitive_desc in two steps and have names of their own for some parameters.
#if DNNL_VERSION_MAJOR >= 3
dnnl::eltwise_forward::primitive_desc describe(dnnl_session& s, dnnl::prop_kind use, const eltwise& e,
                                               const dnnl::memory::desc& array) {
  return {s.engine, use, e.kind, array, array, static_cast<float>(e.alpha), static_cast<float>(e.beta)};
}
dnnl::eltwise_backward::primitive_desc describe_backward(dnnl_session& s, const eltwise& e,
                                                         const dnnl::memory::desc& array) {
  const auto forward = describe(s, dnnl::prop_kind::forward_training, e, array);
  return {s.engine, e.kind, array, array, array, static_cast<float>(e.alpha), static_cast<float>(e.beta), forward};
}
constexpr algorithm logsigmoid = algorithm::eltwise_soft_relu;
constexpr float softplus_alpha = 1, logsigmoid_alpha = -1, hardswish_alpha = 1.0f / 6, hardswish_beta = 0.5f;
#else
dnnl::eltwise_forward::primitive_desc describe(dnnl_session& s, dnnl::prop_kind use, const eltwise& e,
                                               const dnnl::memory::desc& array) {
  return {{use, e.kind, array, static_cast<float>(e.alpha), static_cast<float>(e.beta)}, s.engine};
}
dnnl::eltwise_backward::primitive_desc describe_backward(dnnl_session& s, const eltwise& e,
                                                         const dnnl::memory::desc& array) {
  const auto forward = describe(s, dnnl::prop_kind::forward_training, e, array);
  return {{e.kind, array, array, static_cast<float>(e.alpha), static_cast<float>(e.beta)}, s.engine, forward};
}
constexpr algorithm logsigmoid = algorithm::eltwise_logsigmoid;
constexpr float softplus_alpha = 0, logsigmoid_alpha = 0, hardswish_alpha = 0, hardswish_beta = 0;
#endif

dnnl::primitive make_primitive(dnnl_session& s, const eltwise& e, const dnnl::memory::desc& array) {
  if (e.backward) return dnnl::eltwise_backward(describe_backward(s, e, array));
  return dnnl::eltwise_forward(describe(s, dnnl::prop_kind::forward_inference, e, array));
}

prepared& prepare(dnnl_session& s, const eltwise& e, data_type type, std::size_t n) {
  const std::pair wanted(type, n);
  if (e.last != nullptr && e.last_for == wanted) return *e.last;
  std::unique_ptr<prepared>& p = e.made[wanted];
  if (p == nullptr) {
    const dnnl::memory::desc array({static_cast<dnnl::memory::dim>(n)}, type, dnnl::memory::format_tag::a);
    p = std::make_unique<prepared>(s, make_primitive(s, e, array), array);
  }
  e.last_for = wanted;
  e.last = p.get();
  return *p;
}

template <data_type type>
void run(const simdact_params* params, const void* x, void* y, std::size_t n) {
  dnnl_session& s = get_session();
  prepared& p = prepare(s, *static_cast<const eltwise*>(params), type, n);
  p.x.set_data_handle(const_cast<void*>(x));
  p.y.set_data_handle(y);
  p.primitive.execute(s.stream, {{DNNL_ARG_SRC, p.x}, {DNNL_ARG_DST, p.y}});
  s.stream.wait();
}

template <data_type type>
void run_backward(const simdact_params* params, const void* x, const void* dy, void* dx, std::size_t n) {
  dnnl_session& s = get_session();
  const eltwise& e = *static_cast<const eltwise*>(params);
  prepared& p = prepare(s, e, type, n);
  p.x.set_data_handle(const_cast<void*>(x));
  p.dy.set_data_handle(const_cast<void*>(dy));
  p.y.set_data_handle(dx);
  p.primitive.execute(
      s.stream,
      {{e.from_output ? DNNL_ARG_DST : DNNL_ARG_SRC, p.x}, {DNNL_ARG_DIFF_DST, p.dy}, {DNNL_ARG_DIFF_SRC, p.y}});
  s.stream.wait();
}

#define BENCH_ELTWISE(name, kind, alpha, beta) \
  const eltwise name(kind, alpha, beta), name##_backward(kind, alpha, beta, true);
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

#define BENCH_FROM_OUTPUT(name, kind, alpha, beta) const eltwise name##_from_output(kind, alpha, beta, true, true);
BENCH_FROM_OUTPUT(exp, algorithm::eltwise_exp_use_dst_for_bwd, 0, 0)
BENCH_FROM_OUTPUT(tanh, algorithm::eltwise_tanh_use_dst_for_bwd, 0, 0)
BENCH_FROM_OUTPUT(sigmoid, algorithm::eltwise_logistic_use_dst_for_bwd, 0, 0)
BENCH_FROM_OUTPUT(relu, algorithm::eltwise_relu_use_dst_for_bwd, 0, 0)
BENCH_FROM_OUTPUT(relu6, algorithm::eltwise_clip_v2_use_dst_for_bwd, 0, 6)
BENCH_FROM_OUTPUT(leaky_relu, algorithm::eltwise_relu_use_dst_for_bwd, 0.01f, 0)
BENCH_FROM_OUTPUT(elu, algorithm::eltwise_elu_use_dst_for_bwd, 1, 0)
BENCH_FROM_OUTPUT(hard_tanh, algorithm::eltwise_clip_v2_use_dst_for_bwd, -1, 1)
#undef BENCH_FROM_OUTPUT

#define BENCH_ROWS(name, same) \
  {#name, "", false, &run<type>, &same}, backward_row(#name, "", false, &run_backward<type>, &same##_backward)
#define BENCH_FROM_OUTPUT(name, same) from_output_row(#name, "", false, &run_backward<type>, &same##_from_output)
template <data_type type>
constexpr peer_kernel kernels[] = {BENCH_ROWS(exp, exp),
                                   BENCH_ROWS(tanh, tanh),
                                   BENCH_ROWS(sigmoid, sigmoid),
                                   BENCH_ROWS(relu, relu),
                                   BENCH_ROWS(relu6, relu6),
                                   BENCH_ROWS(leaky_relu, leaky_relu),
                                   BENCH_ROWS(elu, elu),
                                   BENCH_ROWS(celu, elu),
                                   BENCH_ROWS(softplus, softplus),
                                   BENCH_ROWS(log_sigmoid, log_sigmoid),
                                   BENCH_ROWS(swish, swish),
                                   BENCH_ROWS(mish, mish),
                                   BENCH_ROWS(gelu, gelu),
                                   BENCH_ROWS(gelu_tanh, gelu_tanh),
                                   BENCH_ROWS(hard_swish, hard_swish),
                                   BENCH_ROWS(hard_tanh, hard_tanh),
                                   BENCH_FROM_OUTPUT(exp, exp),
                                   BENCH_FROM_OUTPUT(tanh, tanh),
                                   BENCH_FROM_OUTPUT(sigmoid, sigmoid),
                                   BENCH_FROM_OUTPUT(relu, relu),
                                   BENCH_FROM_OUTPUT(relu6, relu6),
                                   BENCH_FROM_OUTPUT(leaky_relu, leaky_relu),
                                   BENCH_FROM_OUTPUT(elu, elu),
                                   BENCH_FROM_OUTPUT(celu, elu),
                                   BENCH_FROM_OUTPUT(hard_tanh, hard_tanh)};
#undef BENCH_ROWS
#undef BENCH_FROM_OUTPUT

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
  peer p = {"onednn",
            BENCH_TEXT(DNNL_VERSION_MAJOR) "." BENCH_TEXT(DNNL_VERSION_MINOR) "." BENCH_TEXT(DNNL_VERSION_PATCH),
            {{SIMDACT_F32, kernels<data_type::f32>},
             {SIMDACT_BF16, kernels<data_type::bf16>},
             {SIMDACT_F16, kernels<data_type::f16>}}};
#if defined(__x86_64__)
  p.isa = &chosen_isa;
#endif
  return p;
}

}  // namespace

extern const peer BENCH_PEER = make();

}  // namespace bench
