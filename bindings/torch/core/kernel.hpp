// SPDX-License-Identifier: MIT
// The library's elementwise kernels on tensors of any shape and strides, on PyTorch's threads.
#pragma once

#include <ATen/TensorIterator.h>
#include <ATen/core/Tensor.h>

#include <algorithm>

#include "choice.hpp"

namespace simdact_torch {

// A type as the library knows it; 0 for one that it does not have.
inline simdact_dtype dtype_of(at::ScalarType type) {
  switch (type) {
    case at::kFloat:
      return SIMDACT_F32;
    case at::kDouble:
      return SIMDACT_F64;
    case at::kHalf:
      return SIMDACT_F16;
    case at::kBFloat16:
      return SIMDACT_BF16;
    default:
      return 0;
  }
}

// The tensor's type; 0 for a tensor that the library does not take.
inline simdact_dtype dtype_of(const at::TensorBase& tensor) {
  const bool taken = tensor.is_cpu() && tensor.layout() == at::kStrided && !tensor.has_names();
  return taken ? dtype_of(tensor.scalar_type()) : 0;
}

// Of so many elements each: how many a thread takes at least.
inline std::int64_t grain(std::int64_t elements) {
  return std::max<std::int64_t>(1, at::internal::GRAIN_SIZE / std::max<std::int64_t>(1, elements));
}

// What a call of PyTorch's asks of the library; op 0 where it asks nothing that the library has.
struct Request {
  simdact_op op;
  simdact_params params;
  bool has_params;  // others than the op's defaults
};

// A resolved kernel with its parameters. Of the two functions one is null.
struct Kernel {
  simdact_params params;
  simdact_forward_fn forward;
  simdact_backward_fn backward;

  // in[0] is x; or the order of PyTorch's derivatives, dy and then x, or y.
  void operator()(void* out, const void* const* in, std::size_t n) const {
    if (forward != nullptr) {
      forward(&params, in[0], out, n);
    } else {
      backward(&params, in[1], in[0], out, n);
    }
  }
};

// False where the library has no such kernel or does not take the parameters.
bool find_kernel(Kernel& kernel, Direction direction, const Request& request, simdact_dtype dtype,
                 simdact_accuracy accuracy);

// The kernel that is chosen for a call of PyTorch's own function on tensors like these; false: PyTorch's own.
bool find_chosen(Kernel& kernel, Direction direction, const Request& request, const at::TensorBase& like);

// A new tensor; a kernel of derivatives takes dy and x, the others x alone.
at::Tensor compute(const Kernel& kernel, const at::Tensor& x);
at::Tensor compute(const Kernel& kernel, const at::Tensor& dy, const at::Tensor& x);
// Into out, which is resized as PyTorch's own functions do and may be the input.
void compute_into(at::Tensor& out, const Kernel& kernel, const at::Tensor& x);
void compute_into(at::Tensor& out, const Kernel& kernel, const at::Tensor& dy, const at::Tensor& x);

// A contiguous tensor as outer x middle x inner elements, middle along dim.
struct Shape {
  std::int64_t outer, middle, inner;

  Shape(const at::TensorBase& tensor, std::int64_t dim) : outer(1), middle(1), inner(1) {
    for (std::int64_t i = 0; i < tensor.dim(); ++i) (i < dim ? outer : i > dim ? inner : middle) *= tensor.size(i);
  }
};

// softmax and log_softmax: forward, from x, or backward_from_output, from dy and y.
struct RowKernel {
  simdact_op function;
  Direction direction;
  simdact_dtype dtype;
  simdact_accuracy accuracy;
  double scale;

  bool exists() const;
  simdact_status operator()(void* out, const void* const* in, std::size_t rows, std::size_t cols) const;
};

// A new contiguous tensor. 0 <= dim; a tensor without dimensions is one row of one element.
at::Tensor compute(const RowKernel& kernel, std::int64_t dim, const at::Tensor& a, const at::Tensor* b = nullptr);

}  // namespace simdact_torch
