// SPDX-License-Identifier: MIT
// The operators' derivatives, as nodes in PyTorch's graph: what its own functions have too, so that torch.func takes
// them as those.
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>

#include <algorithm>

#include "boxed.hpp"
#include "kernel.hpp"

namespace simdact_torch {
namespace {

using at::Tensor;
using torch::jit::Stack;

class Derivative : public torch::autograd::Node {
 public:
  // The arguments that are no tensors, and the operator of the derivative.
  Arguments arguments;
  std::string operator_name;
  std::vector<torch::autograd::SavedVariable> saved;

  std::string name() const override { return operator_name; }

  void release_variables() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (auto& variable : saved) variable.reset_data();
  }

  torch::autograd::variable_list apply(torch::autograd::variable_list&& gradients) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!gradients[0].defined()) return torch::autograd::variable_list(num_outputs());
    Arguments all = arguments;
    for (auto& variable : saved) all.tensors.push_back(variable.unpack(shared_from_this()));
    all.tensors.push_back(gradients[0]);
    return call(c10::Dispatcher::singleton().findSchemaOrThrow(operator_name.c_str(), ""), all);
  }
};

bool needs_gradient(const Tensors& tensors) {
  return at::GradMode::is_enabled() &&
         std::any_of(tensors.begin(), tensors.end(), [](const Tensor& tensor) { return tensor.requires_grad(); });
}

// That of the function, where its derivative has it. Not every derivative has a kernel that is correctly rounded.
std::string accuracy_of_derivative(simdact_op op, const Arguments& arguments) {
  const simdact_dtype dtype = dtype_of(arguments.tensors[0].scalar_type());
  const bool exists = op == 0 || simdact_find_backward(op, dtype, accuracy_of(arguments)) != nullptr;
  return exists ? arguments.accuracy : Arguments().accuracy;
}

struct WithDerivative : c10::OperatorKernel {
  const Form* form;
  simdact_op op;

  WithDerivative(const Form* form, simdact_op op) : form(form), op(op) {}
  void operator()(const c10::OperatorHandle& handle, c10::DispatchKeySet, Stack* stack) {
    const Arguments arguments = read(handle.schema(), *stack);
    for (const Tensor& tensor : arguments.tensors) {
      TORCH_CHECK_NOT_IMPLEMENTED(!tensor._fw_grad(/*level=*/0).defined(), handle.operator_name().name,
                                  " has no derivative in forward mode");
    }
    const bool differentiable = needs_gradient(arguments.tensors);
    Tensors results;
    {
      at::AutoDispatchBelowADInplaceOrView guard;
      results = call(handle, arguments);
    }
    if (differentiable) attach(handle, arguments, results[0]);
    replace(handle.schema(), *stack, results);
  }

 private:
  void attach(const c10::OperatorHandle& handle, const Arguments& arguments, Tensor& result) const {
    const std::shared_ptr<Derivative> node(new Derivative(), torch::autograd::deleteNode);
    node->set_next_edges(torch::autograd::collect_next_edges(arguments.tensors));
    node->operator_name = handle.operator_name().name + form->derivative;
    node->arguments = arguments;
    node->arguments.tensors.clear();
    node->arguments.accuracy = accuracy_of_derivative(op, arguments);
    torch::autograd::set_history(result, node);
    if (form->saves_output) {
      node->saved.emplace_back(result, /*is_output=*/true);
    } else {
      for (const Tensor& tensor : arguments.tensors) node->saved.emplace_back(tensor, /*is_output=*/false);
    }
  }
};

}  // namespace

torch::CppFunction with_derivative(const Form* form, simdact_op op) {
  return torch::CppFunction::makeFromBoxedFunctor(std::make_unique<WithDerivative>(form, op));
}

}  // namespace simdact_torch
