// SPDX-License-Identifier: MIT
// Calls of the operators on PyTorch's stack, whatever their schemas.
#pragma once

#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/library.h>

#include "operators.hpp"

namespace simdact_torch {

Arguments read(const c10::FunctionSchema& schema, const torch::jit::Stack& stack);
// In place of the arguments.
void replace(const c10::FunctionSchema& schema, torch::jit::Stack& stack, const Tensors& results);
// Through the dispatcher.
Tensors call(const c10::OperatorHandle& handle, const Arguments& arguments);

// The kernels for what PyTorch does with operators besides computing them: derivatives, of op in the form; vmap.
torch::CppFunction with_derivative(const Form* form, simdact_op op);
torch::CppFunction batched(const Form* form);

}  // namespace simdact_torch
