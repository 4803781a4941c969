// SPDX-License-Identifier: MIT
// PyTorch's functions that the library may serve, by kind.
#pragma once

#include <torch/library.h>

#include <utility>

#include "choice.hpp"

namespace simdact_torch {

// Kernels in place of PyTorch's, and what of the library they serve with.
class Overrides {
 public:
  // Without a library of PyTorch's nothing is replaced.
  explicit Overrides(torch::Library* library) : library_(library) {}

  template <class Function>
  void impl(const char* name, Function&& function) {
    if (library_ != nullptr) library_->impl(name, std::forward<Function>(function));
  }
  void note(Direction direction, simdact_op function) { served_[direction][function] = true; }
  bool serves(Direction direction, simdact_op function) const { return served_[direction][function]; }

 private:
  torch::Library* library_;
  bool served_[direction_end][function_end] = {};
};

void override_elementwise(Overrides& overrides);
void override_rows(Overrides& overrides);

}  // namespace simdact_torch
