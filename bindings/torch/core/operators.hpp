// SPDX-License-Identifier: MIT
// torch.ops.simdact: the library's functions in every form that they come in, as operators of PyTorch's.
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "choice.hpp"

namespace simdact_torch {

using Tensors = std::vector<at::Tensor>;

// An operator's arguments, which its schema has in this order, those that the form has: tensors, a dimension, real
// parameters and an accuracy.
struct Arguments {
  Tensors tensors;
  std::int64_t dim = -1;
  std::vector<double> values;
  std::string accuracy = "high";
  simdact_params defaults = {0, 0};  // of the parameters that the operator's name fixes
};

// An accuracy's id; an error where there is none of that name.
simdact_accuracy accuracy_of(const Arguments& arguments);

// How a form takes a batch, a further dimension in front: as any other; as further rows, beside its own dimension; so,
// with one element per channel for the whole batch; or not at all, since it sums over everything.
enum class Batch { elementwise, by_row, by_channel, sums };

// A form that functions come in.
struct Form {
  const char* kind;
  // The operators with these suffixes: the derivative takes all tensors, or the output, and then dy. Null for none.
  const char* derivative;
  bool saves_output;
  Batch batch;
  // New tensors of the results' shapes, on the device of the arguments or on none, with shapes that need not be known.
  Tensors (*allocate)(const Arguments& arguments);
  // On the CPU.
  Tensors (*run)(simdact_op op, const Arguments& arguments);
};

const Form* find_form(const std::string& kind);

}  // namespace simdact_torch
