// SPDX-License-Identifier: MIT
// PyTorch's functions on tensors that are there already, on one thread, without autograd.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include "peer.hpp"

namespace bench {
namespace {

// The tensors of the arrays last worked on: users keep theirs.
struct tensors {
  const void* from = nullptr;
  void* to = nullptr;
  std::size_t n = 0;
  at::Tensor x, y;
};

const tensors& wrap(const void* from, void* to, std::size_t n) {
  static tensors last;
  if (last.from == from && last.to == to && last.n == n) return last;
  at::set_num_threads(1);
  const auto size = static_cast<std::int64_t>(n);
  const auto options = at::TensorOptions().dtype(at::kFloat);
  last = {from, to, n, at::from_blob(const_cast<void*>(from), {size}, options), at::from_blob(to, {size}, options)};
  return last;
}

template <class F>
void run(const simdact_params*, const void* from, void* to, std::size_t n) {
  const c10::InferenceMode inference;
  const tensors& t = wrap(from, to, n);
  at::Tensor y = t.y;
  F::f(y, t.x);
}

#define BENCH_OUT(name, call)                                   \
  struct name {                                                 \
    static void f(at::Tensor& y, const at::Tensor& x) { call; } \
  };
BENCH_OUT(exp, at::exp_out(y, x))
BENCH_OUT(expm1, at::expm1_out(y, x))
BENCH_OUT(log1p, at::log1p_out(y, x))
BENCH_OUT(erf, at::erf_out(y, x))
BENCH_OUT(tanh, at::tanh_out(y, x))
BENCH_OUT(sigmoid, at::sigmoid_out(y, x))
BENCH_OUT(relu, at::clamp_min_out(y, x, 0))
BENCH_OUT(relu6, at::hardtanh_out(y, x, 0, 6))
BENCH_OUT(leaky_relu, at::leaky_relu_out(y, x, 0.01))
BENCH_OUT(elu, at::elu_out(y, x))
BENCH_OUT(selu, at::elu_out(y, x, 1.6732632423543772848, 1.0507009873554804934))
BENCH_OUT(softplus, at::softplus_out(y, x))
BENCH_OUT(log_sigmoid, at::log_sigmoid_out(y, x))
BENCH_OUT(swish, at::silu_out(y, x))
BENCH_OUT(mish, at::mish_out(y, x))
BENCH_OUT(gelu, at::gelu_out(y, x))
BENCH_OUT(gelu_tanh, at::gelu_out(y, x, "tanh"))
BENCH_OUT(hard_sigmoid, at::hardsigmoid_out(y, x))
BENCH_OUT(hard_swish, at::hardswish_out(y, x))
BENCH_OUT(hard_tanh, at::hardtanh_out(y, x))
BENCH_OUT(hard_shrink, at::hardshrink_out(y, x))
BENCH_OUT(soft_shrink, at::softshrink_out(y, x))
BENCH_OUT(threshold, at::threshold_out(y, x, 1, 0))
// As torch.nn.functional and the models that use them write them.
BENCH_OUT(softsign, at::div_out(y, x, x.abs().add_(1)))
BENCH_OUT(tanh_shrink, at::sub_out(y, x, x.tanh()))
BENCH_OUT(squared_relu, at::square_out(y, x.relu()))
BENCH_OUT(softcap, at::mul_out(y, x.div(30).tanh_(), at::scalar_tensor(30)))
#undef BENCH_OUT

#define BENCH_ROW(name, composed) \
  { #name, "", composed, &run < name> }
constexpr peer_kernel kernels[] = {
    BENCH_ROW(exp, false),          BENCH_ROW(expm1, false),        BENCH_ROW(log1p, false),
    BENCH_ROW(erf, false),          BENCH_ROW(tanh, false),         BENCH_ROW(sigmoid, false),
    BENCH_ROW(relu, false),         BENCH_ROW(relu6, false),        BENCH_ROW(leaky_relu, false),
    BENCH_ROW(elu, false),          {"celu", "", false, &run<elu>}, BENCH_ROW(selu, false),
    BENCH_ROW(softplus, false),     BENCH_ROW(log_sigmoid, false),  BENCH_ROW(swish, false),
    BENCH_ROW(mish, false),         BENCH_ROW(gelu, false),         BENCH_ROW(gelu_tanh, false),
    BENCH_ROW(hard_sigmoid, false), BENCH_ROW(hard_swish, false),   BENCH_ROW(hard_tanh, false),
    BENCH_ROW(hard_shrink, false),  BENCH_ROW(soft_shrink, false),  BENCH_ROW(threshold, false),
    BENCH_ROW(softsign, true),      BENCH_ROW(tanh_shrink, true),   BENCH_ROW(squared_relu, true),
    BENCH_ROW(softcap, true)};
#undef BENCH_ROW

}  // namespace

extern const peer BENCH_PEER = make_peer("libtorch", TORCH_VERSION, kernels);

}  // namespace bench
