// SPDX-License-Identifier: MIT
// PyTorch's functions on tensors that are there already, on one thread, without autograd.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/version.h>

#include <limits>

#include "peer.hpp"

namespace bench {
namespace {

// The tensors of the arrays last worked on: users keep theirs.
struct tensors {
  const void *from = nullptr, *factor = nullptr;
  void* to = nullptr;
  std::size_t n = 0;
  at::Tensor x, dy, y;
};

template <at::ScalarType type>
const tensors& wrap(const void* from, const void* factor, void* to, std::size_t n) {
  static tensors last;
  if (last.from == from && last.factor == factor && last.to == to && last.n == n) return last;
  at::set_num_threads(1);
  const auto tensor = [n](const void* array) {
    return at::from_blob(const_cast<void*>(array), {static_cast<std::int64_t>(n)}, at::TensorOptions().dtype(type));
  };
  last = {from, factor, to, n, tensor(from), factor != nullptr ? tensor(factor) : at::Tensor(), tensor(to)};
  return last;
}

template <at::ScalarType type, class F>
void run(const simdact_params*, const void* from, void* to, std::size_t n) {
  const c10::InferenceMode inference;
  const tensors& t = wrap<type>(from, nullptr, to, n);
  at::Tensor y = t.y;
  F::f(y, t.x);
}

template <at::ScalarType type, class F>
void run_backward(const simdact_params*, const void* from, const void* factor, void* to, std::size_t n) {
  const c10::InferenceMode inference;
  const tensors& t = wrap<type>(from, factor, to, n);
  at::Tensor dx = t.y;
  F::f(dx, t.dy, t.x);
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

// x is the input, or the output where the name says so.
namespace derivative {
#define BENCH_OUT(name, call)                                                          \
  struct name {                                                                        \
    static void f(at::Tensor& dx, const at::Tensor& dy, const at::Tensor& x) { call; } \
  };
BENCH_OUT(tanh_from_output, at::tanh_backward_out(dx, dy, x))
BENCH_OUT(sigmoid_from_output, at::sigmoid_backward_out(dx, dy, x))
BENCH_OUT(relu, at::threshold_backward_out(dx, dy, x, 0))
BENCH_OUT(relu6, at::hardtanh_backward_out(dx, dy, x, 0, 6))
BENCH_OUT(leaky_relu, at::leaky_relu_backward_out(dx, dy, x, 0.01, false))
BENCH_OUT(elu, at::elu_backward_out(dx, dy, 1, 1, 1, false, x))
BENCH_OUT(elu_from_output, at::elu_backward_out(dx, dy, 1, 1, 1, true, x))
BENCH_OUT(selu, at::elu_backward_out(dx, dy, 1.6732632423543772848, 1.0507009873554804934, 1, false, x))
BENCH_OUT(softplus, at::softplus_backward_out(dx, dy, x, 1, 20))
BENCH_OUT(swish, at::silu_backward_out(dx, dy, x))
BENCH_OUT(mish, dx.copy_(at::mish_backward(dy, x)))
BENCH_OUT(gelu, at::gelu_backward_out(dx, dy, x))
BENCH_OUT(gelu_tanh, at::gelu_backward_out(dx, dy, x, "tanh"))
BENCH_OUT(hard_sigmoid, at::hardsigmoid_backward_out(dx, dy, x))
BENCH_OUT(hard_swish, at::hardswish_backward_out(dx, dy, x))
BENCH_OUT(hard_tanh, at::hardtanh_backward_out(dx, dy, x, -1, 1))
BENCH_OUT(hard_shrink, at::hardshrink_backward_out(dx, dy, x, 0.5))
BENCH_OUT(soft_shrink, at::softshrink_backward_out(dx, dy, x, 0.5))
BENCH_OUT(threshold, at::threshold_backward_out(dx, dy, x, 1))
#undef BENCH_OUT
}  // namespace derivative

// A matrix's rows, one after another, and functions of two operands, as models write them.
template <at::ScalarType type, class F>
void run_rows(const simdact_params*, const void* from, void* to, std::size_t n) {
  const c10::InferenceMode inference;
  const tensors& t = wrap<type>(from, nullptr, to, rows_of(n) * n);
  at::Tensor y = t.y.view({-1, static_cast<std::int64_t>(n)});
  F::f(y, t.x.view_as(y));
}
template <at::ScalarType type, class F>
void run_rows_backward(const simdact_params*, const void* from, const void* factor, void* to, std::size_t n) {
  const c10::InferenceMode inference;
  const tensors& t = wrap<type>(from, factor, to, rows_of(n) * n);
  at::Tensor dx = t.y.view({-1, static_cast<std::int64_t>(n)});
  F::f(dx, t.dy.view_as(dx), t.x.view_as(dx));
}
struct softmax {
  static void f(at::Tensor& y, const at::Tensor& x) { at::_softmax_out(y, x, 1, false); }
  static void f(at::Tensor& dx, const at::Tensor& dy, const at::Tensor& y) {
    at::_softmax_backward_data_out(dx, dy, y, 1, y.scalar_type());
  }
};
struct masked_softmax {
  static void f(at::Tensor& y, const at::Tensor& x) {
    thread_local at::Tensor mask;
    const auto count = static_cast<std::int64_t>(unmasked_of(static_cast<std::size_t>(x.size(1))));
    if (!mask.defined() || mask.size(0) != x.size(1) || mask.scalar_type() != x.scalar_type()) {
      mask = at::zeros({x.size(1)}, x.scalar_type());
      mask.slice(0, count).fill_(-std::numeric_limits<double>::infinity());
    }
    at::_softmax_out(y, x.mul(mask_scale).add_(mask), 1, false);
  }
};
struct log_softmax {
  static void f(at::Tensor& y, const at::Tensor& x) { at::_log_softmax_out(y, x, 1, false); }
  static void f(at::Tensor& dx, const at::Tensor& dy, const at::Tensor& y) {
    at::_log_softmax_backward_data_out(dx, dy, y, 1, y.scalar_type());
  }
};
struct swiglu {
  static void f(at::Tensor& y, const at::Tensor& up, const at::Tensor& gate) { at::mul_out(y, at::silu(gate), up); }
};
struct geglu {
  static void f(at::Tensor& y, const at::Tensor& up, const at::Tensor& gate) { at::mul_out(y, at::gelu(gate), up); }
};
struct bias_gelu {
  static void f(at::Tensor& y, const at::Tensor& bias, const at::Tensor& x) {
    const auto columns = static_cast<std::int64_t>(columns_of(static_cast<std::size_t>(x.numel())));
    at::gelu_out(y, at::add(x.view({-1, columns}), bias.narrow(0, 0, columns)).view(-1));
  }
};

#define BENCH_BACKWARD(name, same) backward_row(#name, "", false, &run_backward<type, derivative::same>)
#define BENCH_FROM_OUTPUT(name, same) from_output_row(#name, "", false, &run_backward<type, derivative::same>)
#define BENCH_ROW(name, composed) \
  { #name, "", composed, &run < type, name> }
template <at::ScalarType type>
constexpr peer_kernel kernels[] = {BENCH_ROW(exp, false),
                                   BENCH_ROW(expm1, false),
                                   BENCH_ROW(log1p, false),
                                   BENCH_ROW(erf, false),
                                   BENCH_ROW(tanh, false),
                                   BENCH_ROW(sigmoid, false),
                                   BENCH_ROW(relu, false),
                                   BENCH_ROW(relu6, false),
                                   BENCH_ROW(leaky_relu, false),
                                   BENCH_ROW(elu, false),
                                   {"celu", "", false, &run<type, elu>},
                                   BENCH_ROW(selu, false),
                                   BENCH_ROW(softplus, false),
                                   BENCH_ROW(log_sigmoid, false),
                                   BENCH_ROW(swish, false),
                                   BENCH_ROW(mish, false),
                                   BENCH_ROW(gelu, false),
                                   BENCH_ROW(gelu_tanh, false),
                                   BENCH_ROW(hard_sigmoid, false),
                                   BENCH_ROW(hard_swish, false),
                                   BENCH_ROW(hard_tanh, false),
                                   BENCH_ROW(hard_shrink, false),
                                   BENCH_ROW(soft_shrink, false),
                                   BENCH_ROW(threshold, false),
                                   BENCH_ROW(softsign, true),
                                   BENCH_ROW(tanh_shrink, true),
                                   BENCH_ROW(squared_relu, true),
                                   BENCH_ROW(softcap, true),
                                   BENCH_BACKWARD(relu, relu),
                                   BENCH_BACKWARD(relu6, relu6),
                                   BENCH_BACKWARD(leaky_relu, leaky_relu),
                                   BENCH_BACKWARD(elu, elu),
                                   BENCH_BACKWARD(celu, elu),
                                   BENCH_BACKWARD(selu, selu),
                                   BENCH_BACKWARD(softplus, softplus),
                                   BENCH_BACKWARD(swish, swish),
                                   BENCH_BACKWARD(mish, mish),
                                   BENCH_BACKWARD(gelu, gelu),
                                   BENCH_BACKWARD(gelu_tanh, gelu_tanh),
                                   BENCH_BACKWARD(hard_sigmoid, hard_sigmoid),
                                   BENCH_BACKWARD(hard_swish, hard_swish),
                                   BENCH_BACKWARD(hard_tanh, hard_tanh),
                                   BENCH_BACKWARD(hard_shrink, hard_shrink),
                                   BENCH_BACKWARD(soft_shrink, soft_shrink),
                                   BENCH_BACKWARD(threshold, threshold),
                                   {"softmax", "", false, &run_rows<type, softmax>},
                                   {"masked_softmax", "", true, &run_rows<type, masked_softmax>},
                                   {"log_softmax", "", false, &run_rows<type, log_softmax>},
                                   from_output_row("softmax", "", false, &run_rows_backward<type, softmax>),
                                   from_output_row("log_softmax", "", false, &run_rows_backward<type, log_softmax>),
                                   joined_row("swiglu", "", true, &run_backward<type, swiglu>),
                                   joined_row("geglu", "", true, &run_backward<type, geglu>),
                                   joined_row("bias_gelu", "", true, &run_backward<type, bias_gelu>),
                                   BENCH_FROM_OUTPUT(tanh, tanh_from_output),
                                   BENCH_FROM_OUTPUT(sigmoid, sigmoid_from_output),
                                   BENCH_FROM_OUTPUT(relu, relu),
                                   BENCH_FROM_OUTPUT(elu, elu_from_output),
                                   BENCH_FROM_OUTPUT(celu, elu_from_output)};
#undef BENCH_ROW
#undef BENCH_BACKWARD
#undef BENCH_FROM_OUTPUT

}  // namespace

// It has functions of f16 on CPUs since 2.1.
extern const peer BENCH_PEER = {"libtorch",
                                TORCH_VERSION,
                                {{SIMDACT_F32, kernels<at::kFloat>},
                                 {SIMDACT_F64, kernels<at::kDouble>},
                                 {SIMDACT_BF16, kernels<at::kBFloat16>},
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 1)
                                 {SIMDACT_F16, kernels<at::kHalf>}
#endif
                                }};

}  // namespace bench
