// SPDX-License-Identifier: MIT
// The forms as operators of PyTorch's: on the CPU, as shapes alone (for fake tensors), and differentiable.
#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/csrc/autograd/autograd_not_implemented_fallback.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>
#include <torch/version.h>

#include <algorithm>

#include "operators.hpp"

namespace simdact_torch {
namespace {

using at::Tensor;
using torch::jit::Stack;

Arguments read(const c10::FunctionSchema& schema, const Stack& stack) {
  Arguments arguments;
  const std::size_t count = schema.arguments().size();
  for (std::size_t i = 0; i < count; ++i) {
    const c10::IValue& value = stack[stack.size() - count + i];
    if (value.isTensor()) {
      arguments.tensors.push_back(value.toTensor());
    } else if (value.isInt()) {
      arguments.dim = value.toInt();
    } else if (value.isDouble()) {
      arguments.values.push_back(value.toDouble());
    } else {
      arguments.accuracy = value.toStringRef();
    }
  }
  return arguments;
}

Stack write(const c10::FunctionSchema& schema, const Arguments& arguments) {
  Stack stack;
  std::size_t tensors = 0, values = 0;
  for (const c10::Argument& argument : schema.arguments()) {
    switch (argument.type()->kind()) {
      case c10::TypeKind::TensorType:
        stack.emplace_back(arguments.tensors[tensors++]);
        break;
      case c10::TypeKind::IntType:
        stack.emplace_back(arguments.dim);
        break;
      case c10::TypeKind::FloatType:
        stack.emplace_back(arguments.values[values++]);
        break;
      default:
        stack.emplace_back(arguments.accuracy);
    }
  }
  return stack;
}

void replace(const c10::FunctionSchema& schema, Stack& stack, const Tensors& results) {
  torch::jit::drop(stack, schema.arguments().size());
  for (const Tensor& result : results) stack.emplace_back(result);
}

Tensors call(const c10::OperatorHandle& handle, const Arguments& arguments) {
  Stack stack = write(handle.schema(), arguments);
  handle.callBoxed(stack);
  Tensors results;
  for (const c10::IValue& value : stack) results.push_back(value.toTensor());
  return results;
}

struct OnCpu : c10::OperatorKernel {
  const Form* form;
  simdact_op op;
  simdact_params defaults;

  OnCpu(const Form* form, simdact_op op, const simdact_params& defaults) : form(form), op(op), defaults(defaults) {}
  void operator()(const c10::OperatorHandle& handle, c10::DispatchKeySet, Stack* stack) {
    Arguments arguments = read(handle.schema(), *stack);
    arguments.defaults = defaults;
    replace(handle.schema(), *stack, form->run(op, arguments));
  }
};

struct ShapesAlone : c10::OperatorKernel {
  const Form* form;

  explicit ShapesAlone(const Form* form) : form(form) {}
  void operator()(const c10::OperatorHandle& handle, c10::DispatchKeySet, Stack* stack) {
    replace(handle.schema(), *stack, form->allocate(read(handle.schema(), *stack)));
  }
};

// A call with its derivative. Tensors are arguments of their own, since PyTorch looks for them there; of a form with
// one the other is missing.
class Differentiable : public torch::autograd::Function<Differentiable> {
 public:
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& a, const c10::optional<Tensor>& b,
                        const c10::OperatorHandle& handle, const Form* form, Arguments arguments) {
    at::AutoDispatchBelowADInplaceOrView guard;
    const Tensor result = call(handle, arguments)[0];
    context->save_for_backward(form->saves_output ? Tensors{result} : b.has_value() ? Tensors{a, *b} : Tensors{a});
    context->saved_data["operator"] = handle.operator_name().name + form->derivative;
    context->saved_data["dim"] = arguments.dim;
    context->saved_data["values"] = arguments.values;
    context->saved_data["accuracy"] = arguments.accuracy;
    return result;
  }

  static Tensors backward(torch::autograd::AutogradContext* context, const Tensors& gradients) {
    auto& data = context->saved_data;
    Arguments arguments;
    arguments.tensors = context->get_saved_variables();
    arguments.tensors.push_back(gradients[0]);
    arguments.dim = data["dim"].toInt();
    arguments.values = data["values"].toDoubleVector();
    arguments.accuracy = data["accuracy"].toStringRef();
    const auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(data["operator"].toStringRef().c_str(), "");
    Tensors results = call(handle, arguments);
    results.resize(5);  // undefined for what is no tensor
    return results;
  }
};

bool needs_gradient(const Tensors& tensors) {
  return at::GradMode::is_enabled() &&
         std::any_of(tensors.begin(), tensors.end(), [](const Tensor& tensor) { return tensor.requires_grad(); });
}

struct WithDerivative : c10::OperatorKernel {
  const Form* form;

  explicit WithDerivative(const Form* form) : form(form) {}
  void operator()(const c10::OperatorHandle& handle, c10::DispatchKeySet, Stack* stack) {
    Arguments arguments = read(handle.schema(), *stack);
    for (const Tensor& tensor : arguments.tensors) {
      TORCH_CHECK_NOT_IMPLEMENTED(!tensor._fw_grad(/*level=*/0).defined(), handle.operator_name().name,
                                  " has no derivative in forward mode");
    }
    if (!needs_gradient(arguments.tensors)) {
      at::AutoDispatchBelowADInplaceOrView guard;
      return handle.callBoxed(stack);
    }
    const Tensor a = arguments.tensors[0];
    c10::optional<Tensor> b;
    if (arguments.tensors.size() > 1) b = arguments.tensors[1];
    replace(handle.schema(), *stack, {Differentiable::apply(a, b, handle, form, std::move(arguments))});
  }
};

}  // namespace

bool define_operator(const char* kind, simdact_op op, const simdact_params& defaults, const char* name,
                     const char* schema) {
  const Form* const form = find_form(kind);
  if (form == nullptr) return false;
  using torch::CppFunction;
  using torch::Library;
  // Never deleted, which would remove the operators.
  static Library* const definitions = new Library(Library::FRAGMENT, "simdact", {}, __FILE__, __LINE__);
  static Library* const cpu = new Library(Library::IMPL, "simdact", c10::DispatchKey::CPU, __FILE__, __LINE__);
  static Library* const meta = new Library(Library::IMPL, "simdact", c10::DispatchKey::Meta, __FILE__, __LINE__);
  static Library* const autograd =
      new Library(Library::IMPL, "simdact", c10::DispatchKey::Autograd, __FILE__, __LINE__);
#if TORCH_VERSION_MAJOR < 2
  definitions->def(schema);
#else
  definitions->def(schema, {at::Tag::pt2_compliant_tag});
#endif
  cpu->impl(name, CppFunction::makeFromBoxedFunctor(std::make_unique<OnCpu>(form, op, defaults)));
  meta->impl(name, CppFunction::makeFromBoxedFunctor(std::make_unique<ShapesAlone>(form)));
  autograd->impl(name, form->derivative == nullptr
                           ? torch::autograd::autogradNotImplementedFallback()
                           : CppFunction::makeFromBoxedFunctor(std::make_unique<WithDerivative>(form)));
  return true;
}

}  // namespace simdact_torch
