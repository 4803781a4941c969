// SPDX-License-Identifier: MIT
// The forms as operators of PyTorch's: on the CPU, as shapes alone (for fake tensors), under autocast, under vmap, and
// differentiable.
#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/autograd_not_implemented_fallback.h>
#include <torch/version.h>

#include "boxed.hpp"

namespace simdact_torch {

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

void replace(const c10::FunctionSchema& schema, Stack& stack, const Tensors& results) {
  torch::jit::drop(stack, schema.arguments().size());
  for (const at::Tensor& result : results) stack.emplace_back(result);
}

namespace {

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

}  // namespace

Tensors call(const c10::OperatorHandle& handle, const Arguments& arguments) {
  Stack stack = write(handle.schema(), arguments);
  handle.callBoxed(stack);
  Tensors results;
  for (const c10::IValue& value : stack) results.push_back(value.toTensor());
  return results;
}

namespace {

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

// Weights are taken in the type of what they work on, which an earlier layer has made bfloat16.
struct UnderAutocast : c10::OperatorKernel {
  void operator()(const c10::OperatorHandle& handle, c10::DispatchKeySet, Stack* stack) {
    const c10::impl::ExcludeDispatchKeyGuard guard(c10::DispatchKey::AutocastCPU);
    Arguments arguments = read(handle.schema(), *stack);
    const at::ScalarType type = arguments.tensors[0].scalar_type();
    for (at::Tensor& tensor : arguments.tensors) tensor = at::autocast::cached_cast(type, tensor, c10::DeviceType::CPU);
    replace(handle.schema(), *stack, call(handle, arguments));
  }
};

// Never deleted, which would remove the operators.
torch::Library& new_library(c10::DispatchKey key) {
  return *new torch::Library(torch::Library::IMPL, "simdact", key, __FILE__, __LINE__);
}

}  // namespace

bool define_operator(const char* kind, simdact_op op, const simdact_params& defaults, const char* name,
                     const char* schema) {
  const Form* const form = find_form(kind);
  if (form == nullptr) return false;
  using c10::DispatchKey;
  using torch::CppFunction;
  using torch::Library;
  static Library& definitions = *new Library(Library::FRAGMENT, "simdact", {}, __FILE__, __LINE__);
  static Library& cpu = new_library(DispatchKey::CPU);
  static Library& meta = new_library(DispatchKey::Meta);
  static Library& autocast = new_library(DispatchKey::AutocastCPU);
  static Library& vmap = new_library(DispatchKey::FuncTorchBatched);
  static Library& autograd = new_library(DispatchKey::Autograd);
#if TORCH_VERSION_MAJOR < 2
  definitions.def(schema);
#else
  definitions.def(schema, {at::Tag::pt2_compliant_tag});
#endif
  cpu.impl(name, CppFunction::makeFromBoxedFunctor(std::make_unique<OnCpu>(form, op, defaults)));
  meta.impl(name, CppFunction::makeFromBoxedFunctor(std::make_unique<ShapesAlone>(form)));
  autocast.impl(name, CppFunction::makeFromBoxedFunctor(std::make_unique<UnderAutocast>()));
  vmap.impl(name, batched(form));
  autograd.impl(name, form->derivative == nullptr ? torch::autograd::autogradNotImplementedFallback()
                                                  : with_derivative(form, op));
  return true;
}

}  // namespace simdact_torch
