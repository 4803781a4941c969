// SPDX-License-Identifier: MIT
// PyTorch's elementwise functions on the CPU, served by the library where a choice says so, and by PyTorch's own
// kernels elsewhere. Those are called directly, not through the dispatcher, where they have been replaced.
#include <ATen/CPUFunctions.h>
#include <ATen/EmptyTensor.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>

#include <string>
#include <tuple>
#include <vector>

#include "kernel.hpp"
#include "override.hpp"

namespace simdact_torch {
namespace {

using at::Scalar;
using at::Tensor;

// The types of all overriding functions are made of few templates, since PyTorch's wrapper around each takes long to
// compile. More holds the arguments of a function besides its tensors: its parameters.
template <class... More>
using Resolve = Request (*)(More...);

template <class... More>
struct Functional {
  Resolve<More...> resolve;
  Tensor (*stock_kernel)(const Tensor&, More...);

  Tensor operator()(const Tensor& x, More... more) const {
    Kernel kernel;
    return find_chosen(kernel, forward, resolve(more...), x) ? compute(kernel, x) : stock_kernel(x, more...);
  }
};

template <class... More>
struct InPlace {
  Resolve<More...> resolve;
  Tensor& (*stock_kernel)(Tensor&, More...);

  Tensor& operator()(Tensor& x, More... more) const {
    Kernel kernel;
    if (!find_chosen(kernel, forward, resolve(more...), x)) return stock_kernel(x, more...);
    compute_into(x, kernel, x);
    return x;
  }
};

template <class... More>
struct Out {
  Resolve<More...> resolve;
  Tensor& (*stock_kernel)(const Tensor&, More..., Tensor&);

  Tensor& operator()(const Tensor& x, More... more, Tensor& out) const {
    Kernel kernel;
    if (dtype_of(out) != dtype_of(x) || !find_chosen(kernel, forward, resolve(more...), x))
      return stock_kernel(x, more..., out);
    compute_into(out, kernel, x);
    return out;
  }
};

// saved is x or, where the direction is backward_from_output, y.
template <class... More>
struct Derivative {
  Resolve<More...> resolve;
  Direction direction;
  Tensor (*stock_kernel)(const Tensor&, const Tensor&, More...);

  Tensor operator()(const Tensor& dy, const Tensor& saved, More... more) const {
    Kernel kernel;
    if (dtype_of(dy) != dtype_of(saved) || !find_chosen(kernel, direction, resolve(more...), saved))
      return stock_kernel(dy, saved, more...);
    return compute(kernel, dy, saved);
  }
};

template <class... More>
struct DerivativeOut {
  Resolve<More...> resolve;
  Direction direction;
  Tensor& (*stock_kernel)(const Tensor&, const Tensor&, More..., Tensor&);

  Tensor& operator()(const Tensor& dy, const Tensor& saved, More... more, Tensor& dx) const {
    Kernel kernel;
    if (dtype_of(dy) != dtype_of(saved) || dtype_of(dx) != dtype_of(saved) ||
        !find_chosen(kernel, direction, resolve(more...), saved))
      return stock_kernel(dy, saved, more..., dx);
    compute_into(dx, kernel, dy, saved);
    return dx;
  }
};

template <simdact_op op>
Request plain() {
  return {op, {0, 0}, false};
}

Request silu() {
  Request request = plain<SIMDACT_SWISH>();
  simdact_default_params(request.op, &request.params);
  return request;
}

Request gelu(c10::string_view approximate) {
  if (approximate == "none") return plain<SIMDACT_GELU>();
  if (approximate == "tanh") return plain<SIMDACT_GELU_TANH>();
  return plain<0>();
}

// scale (x > 0 ? x : alpha expm1(input_scale x)), which is elu, celu or selu.
Request elu(const Scalar& alpha, const Scalar& scale, const Scalar& input_scale) {
  if (alpha.isComplex() || scale.isComplex() || input_scale.isComplex()) return plain<0>();
  const double a = alpha.toDouble(), s = scale.toDouble(), t = input_scale.toDouble();
  if (s == 1 && t == 1) return {SIMDACT_ELU, {a, 0}, true};
  if (s == 1 && t == 1 / a) return {SIMDACT_CELU, {a, 0}, true};
  // As PyTorch's selu calls it.
  if (a == 1.6732632423543772848170429916717 && s == 1.0507009873554804934193349852946 && t == 1)
    return plain<SIMDACT_SELU>();
  return plain<0>();
}

// The threshold above which PyTorch takes x itself is 20 by default, and has no meaning where nothing overflows. A
// lower one would be seen in floats.
Request softplus(const Scalar& beta, const Scalar& threshold) {
  if (beta.isComplex() || threshold.isComplex() || threshold.toDouble() < 20) return plain<0>();
  return {SIMDACT_SOFTPLUS, {beta.toDouble(), 0}, true};
}

// A function of PyTorch's: how its arguments are taken, and what of the library they may ask for.
template <class... More>
struct Served {
  Resolve<More...> resolve;
  std::vector<simdact_op> functions;

  void note(Overrides& o, Direction direction) const {
    for (const simdact_op function : functions) o.note(direction, function);
  }
};

template <simdact_op op>
Served<> only() {
  return {plain<op>, {op}};
}
Served<> silus() { return {silu, {SIMDACT_SWISH}}; }
Served<c10::string_view> gelus() { return {gelu, {SIMDACT_GELU, SIMDACT_GELU_TANH}}; }
Served<const Scalar&, const Scalar&, const Scalar&> elus() { return {elu, {SIMDACT_ELU, SIMDACT_CELU, SIMDACT_SELU}}; }
Served<const Scalar&, const Scalar&> softpluses() { return {softplus, {SIMDACT_SOFTPLUS}}; }

// Type deduction is the functional form's alone.
template <class T>
struct Same {
  using type = T;
};
template <class T>
using Given = typename Same<T>::type;

template <class... More>
void override_forward(Overrides& o, const std::string& name, const Given<Served<More...>>& served,
                      Tensor (*functional)(const Tensor&, More...),
                      Given<Tensor& (*)(const Tensor&, More..., Tensor&)> out,
                      Given<Tensor& (*)(Tensor&, More...)> in_place) {
  served.note(o, forward);
  o.impl(name.c_str(), Functional<More...>{served.resolve, functional});
  o.impl((name + ".out").c_str(), Out<More...>{served.resolve, out});
  if (in_place != nullptr) o.impl((name + "_").c_str(), InPlace<More...>{served.resolve, in_place});
}

template <class... More>
void override_backward(Overrides& o, const std::string& name, Direction direction, const Given<Served<More...>>& served,
                       Tensor (*functional)(const Tensor&, const Tensor&, More...),
                       Given<Tensor& (*)(const Tensor&, const Tensor&, More..., Tensor&)> out) {
  served.note(o, direction);
  o.impl(name.c_str(), Derivative<More...>{served.resolve, direction, functional});
  if (out != nullptr) o.impl((name + ".grad_input").c_str(), DerivativeOut<More...>{served.resolve, direction, out});
}

Tensor elu_backward(const Tensor& dy, const Scalar& alpha, const Scalar& scale, const Scalar& input_scale,
                    bool is_result, const Tensor& saved) {
  Kernel kernel;
  if (dtype_of(dy) != dtype_of(saved) ||
      !find_chosen(kernel, is_result ? backward_from_output : backward, elu(alpha, scale, input_scale), saved))
    return at::cpu::elu_backward(dy, alpha, scale, input_scale, is_result, saved);
  return compute(kernel, dy, saved);
}

Tensor& elu_backward_out(const Tensor& dy, const Scalar& alpha, const Scalar& scale, const Scalar& input_scale,
                         bool is_result, const Tensor& saved, Tensor& dx) {
  Kernel kernel;
  if (dtype_of(dy) != dtype_of(saved) || dtype_of(dx) != dtype_of(saved) ||
      !find_chosen(kernel, is_result ? backward_from_output : backward, elu(alpha, scale, input_scale), saved))
    return at::cpu::elu_backward_outf(dy, alpha, scale, input_scale, is_result, saved, dx);
  compute_into(dx, kernel, dy, saved);
  return dx;
}

// -|x|
template <class T>
void set_signs(const Tensor& to, const Tensor& from) {
  const auto* const source = static_cast<const T*>(from.data_ptr());
  auto* const target = static_cast<T*>(to.data_ptr());
  constexpr T sign = T(1) << (8 * sizeof(T) - 1);
  at::parallel_for(0, from.numel(), at::internal::GRAIN_SIZE, [=](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) target[i] = source[i] | sign;
  });
}

Tensor make_negative(const Tensor& x) {
  Tensor result(at::detail::empty_cpu(x.sizes(), x.scalar_type()));
  switch (x.element_size()) {
    case 2:
      set_signs<std::uint16_t>(result, x);
      break;
    case 4:
      set_signs<std::uint32_t>(result, x);
      break;
    default:
      set_signs<std::uint64_t>(result, x);
  }
  return result;
}

// Both results are contiguous. The buffer, e^-|x|, is for PyTorch's own derivative, which may be the one that is
// called.
std::tuple<Tensor, Tensor> log_sigmoid_forward(const Tensor& x) {
  Kernel kernel, power;
  if (!find_chosen(kernel, forward, plain<SIMDACT_LOG_SIGMOID>(), x) ||
      !find_kernel(power, forward, plain<SIMDACT_EXP>(), dtype_of(x), SIMDACT_FAST))
    return at::cpu::log_sigmoid_forward(x);
  const Tensor packed = x.contiguous();
  Tensor buffer = make_negative(packed);
  compute_into(buffer, power, buffer);
  return {compute(kernel, packed), buffer};
}

std::tuple<Tensor&, Tensor&> log_sigmoid_forward_out(const Tensor& x, Tensor& out, Tensor& buffer) {
  Kernel kernel, power;
  const simdact_dtype dtype = dtype_of(x);
  if (dtype_of(out) != dtype || dtype_of(buffer) != dtype ||
      !find_chosen(kernel, forward, plain<SIMDACT_LOG_SIGMOID>(), x) ||
      !find_kernel(power, forward, plain<SIMDACT_EXP>(), dtype, SIMDACT_FAST))
    return at::cpu::log_sigmoid_forward_outf(x, out, buffer);
  const Tensor packed = x.contiguous();
  compute_into(buffer, power, make_negative(packed));
  compute_into(out, kernel, packed);
  return std::tuple<Tensor&, Tensor&>(out, buffer);
}

Tensor log_sigmoid_backward(const Tensor& dy, const Tensor& x, const Tensor& buffer) {
  Kernel kernel;
  if (dtype_of(dy) != dtype_of(x) || !find_chosen(kernel, backward, plain<SIMDACT_LOG_SIGMOID>(), x))
    return at::cpu::log_sigmoid_backward(dy, x, buffer);
  return compute(kernel, dy, x);
}

Tensor& log_sigmoid_backward_out(const Tensor& dy, const Tensor& x, const Tensor& buffer, Tensor& dx) {
  Kernel kernel;
  if (dtype_of(dy) != dtype_of(x) || dtype_of(dx) != dtype_of(x) ||
      !find_chosen(kernel, backward, plain<SIMDACT_LOG_SIGMOID>(), x))
    return at::cpu::log_sigmoid_backward_outf(dy, x, buffer, dx);
  compute_into(dx, kernel, dy, x);
  return dx;
}

}  // namespace

#define SIMDACT_FORWARD(name, served) \
  override_forward(o, #name, served, at::cpu::name, at::cpu::name##_outf, at::cpu::name##_)
#define SIMDACT_BACKWARD(name, direction, served) \
  override_backward(o, #name, direction, served, at::cpu::name, at::cpu::name##_outf)
void override_elementwise(Overrides& o) {
  SIMDACT_FORWARD(exp, only<SIMDACT_EXP>());
  SIMDACT_FORWARD(expm1, only<SIMDACT_EXPM1>());
  SIMDACT_FORWARD(log1p, only<SIMDACT_LOG1P>());
  SIMDACT_FORWARD(erf, only<SIMDACT_ERF>());
  SIMDACT_FORWARD(tanh, only<SIMDACT_TANH>());
  SIMDACT_FORWARD(sigmoid, only<SIMDACT_SIGMOID>());
  SIMDACT_FORWARD(mish, only<SIMDACT_MISH>());
  SIMDACT_FORWARD(hardswish, only<SIMDACT_HARD_SWISH>());
  SIMDACT_FORWARD(silu, silus());
  SIMDACT_FORWARD(gelu, gelus());
  SIMDACT_FORWARD(elu, elus());
  override_forward(o, "softplus", softpluses(), at::cpu::softplus, at::cpu::softplus_outf, nullptr);
  SIMDACT_BACKWARD(tanh_backward, backward_from_output, only<SIMDACT_TANH>());
  SIMDACT_BACKWARD(sigmoid_backward, backward_from_output, only<SIMDACT_SIGMOID>());
  SIMDACT_BACKWARD(silu_backward, backward, silus());
  SIMDACT_BACKWARD(gelu_backward, backward, gelus());
  SIMDACT_BACKWARD(softplus_backward, backward, softpluses());
  override_backward(o, "mish_backward", backward, only<SIMDACT_MISH>(), at::cpu::mish_backward, nullptr);
  override_backward(o, "hardswish_backward", backward, only<SIMDACT_HARD_SWISH>(), at::cpu::hardswish_backward,
                    nullptr);
  elus().note(o, backward);
  elus().note(o, backward_from_output);
  o.impl("elu_backward", TORCH_FN(elu_backward));
  o.impl("elu_backward.grad_input", TORCH_FN(elu_backward_out));
  o.note(forward, SIMDACT_LOG_SIGMOID);
  o.note(backward, SIMDACT_LOG_SIGMOID);
  o.impl("log_sigmoid_forward", TORCH_FN(log_sigmoid_forward));
  o.impl("log_sigmoid_forward.output", TORCH_FN(log_sigmoid_forward_out));
  o.impl("log_sigmoid_backward", TORCH_FN(log_sigmoid_backward));
  o.impl("log_sigmoid_backward.grad_input", TORCH_FN(log_sigmoid_backward_out));
}
#undef SIMDACT_FORWARD
#undef SIMDACT_BACKWARD

}  // namespace simdact_torch
