// SPDX-License-Identifier: MIT
// PyTorch's softmax and log_softmax, along any dimension, and their derivatives.
#include <ATen/CPUFunctions.h>
#include <ATen/EmptyTensor.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>
#include <ATen/WrapDimUtils.h>

#include <memory>

#include "../../common/gather.hpp"
#include "kernel.hpp"
#include "override.hpp"

namespace simdact_torch {

// Rows of contiguous elements, one behind another.
simdact_status RowKernel::operator()(void* out, const void* const* in, std::size_t rows, std::size_t cols) const {
  if (direction == forward) {
    const auto run = function == row_softmax ? simdact_softmax : simdact_log_softmax;
    const simdact_softmax_params params = {scale, nullptr, 0, 0};
    return run(dtype, accuracy, &params, in[0], cols, out, cols, rows, cols);
  }
  const auto run = function == row_softmax ? simdact_softmax_backward : simdact_log_softmax_backward;
  return run(dtype, scale, in[1], cols, in[0], cols, out, cols, rows, cols);
}

bool RowKernel::exists() const {
  const void* const none[2] = {};
  return (*this)(nullptr, none, 0, 0) == SIMDACT_OK;
}

namespace {

using at::Tensor;

// Neighbouring rows are gathered together, since their elements share cache lines.
constexpr std::int64_t rows_together = 16;

template <class T>
void run_across(const RowKernel& kernel, const Shape& shape, T* out, const T* const* in, int inputs) {
  const std::int64_t together = std::min(rows_together, shape.inner);
  const std::int64_t groups = (shape.inner + together - 1) / together;
  at::parallel_for(0, shape.outer * groups, grain(shape.middle * together), [&](std::int64_t begin, std::int64_t end) {
    const std::int64_t size = shape.middle * together;
    const std::unique_ptr<T[]> buffers(new T[static_cast<std::size_t>(size * (inputs + 1))]);
    for (std::int64_t group = begin; group < end; ++group) {
      const std::int64_t first = group % groups * together;
      const std::int64_t count = std::min(together, shape.inner - first);
      const std::int64_t place = group / groups * shape.middle * shape.inner + first;
      const void* rows[2] = {};
      for (int k = 0; k < inputs; ++k) {
        T* const buffer = buffers.get() + size * (k + 1);
        for (std::int64_t col = 0; col < shape.middle; ++col) {
          for (std::int64_t row = 0; row < count; ++row)
            buffer[row * shape.middle + col] = in[k][place + col * shape.inner + row];
        }
        rows[k] = buffer;
      }
      kernel(buffers.get(), rows, static_cast<std::size_t>(count), static_cast<std::size_t>(shape.middle));
      for (std::int64_t col = 0; col < shape.middle; ++col) {
        for (std::int64_t row = 0; row < count; ++row)
          out[place + col * shape.inner + row] = buffers[static_cast<std::size_t>(row * shape.middle + col)];
      }
    }
  });
}

template <class T>
void run_typed(const RowKernel& kernel, const Shape& shape, void* to, const void* const* from, int inputs) {
  T* const out = static_cast<T*>(to);
  const T* const in[] = {static_cast<const T*>(from[0]), static_cast<const T*>(from[1])};
  if (shape.inner != 1) return run_across<T>(kernel, shape, out, in, inputs);
  at::parallel_for(0, shape.outer, grain(shape.middle), [&](std::int64_t begin, std::int64_t end) {
    const void* const rows[] = {in[0] + begin * shape.middle, inputs > 1 ? in[1] + begin * shape.middle : nullptr};
    kernel(out + begin * shape.middle, rows, static_cast<std::size_t>(end - begin),
           static_cast<std::size_t>(shape.middle));
  });
}

// The kernel that is chosen; false: PyTorch's own, for empty tensors too.
bool find_chosen(RowKernel& kernel, simdact_op function, Direction direction, const Tensor& like, std::int64_t& dim) {
  kernel = {function, direction, dtype_of(like), SIMDACT_HIGH, 1};
  if (kernel.dtype == 0 || like.numel() == 0) return false;
  kernel.accuracy = chosen(direction, function, kernel.dtype);
  if (kernel.accuracy < 0 || !kernel.exists()) return false;
  dim = at::maybe_wrap_dim(dim, like.dim());
  return true;
}

struct Functional {
  simdact_op function;
  Tensor (*stock_kernel)(const Tensor&, std::int64_t, bool);

  Tensor operator()(const Tensor& x, std::int64_t dim, bool half_to_float) const {
    RowKernel kernel;
    if (half_to_float || !find_chosen(kernel, function, forward, x, dim)) return stock_kernel(x, dim, half_to_float);
    return compute(kernel, dim, x);
  }
};

struct Out {
  simdact_op function;
  Tensor& (*stock_kernel)(const Tensor&, std::int64_t, bool, Tensor&);

  Tensor& operator()(const Tensor& x, std::int64_t dim, bool half_to_float, Tensor& out) const {
    RowKernel kernel;
    // What has to be resized or refused is PyTorch's.
    if (half_to_float || dtype_of(out) != dtype_of(x) || out.sizes() != x.sizes() ||
        !find_chosen(kernel, function, forward, x, dim))
      return stock_kernel(x, dim, half_to_float, out);
    return out.copy_(compute(kernel, dim, x));
  }
};

bool are_alike(const Tensor& dy, const Tensor& y, at::ScalarType input_dtype) {
  return dtype_of(dy) == dtype_of(y) && dy.sizes() == y.sizes() && input_dtype == y.scalar_type();
}

struct Derivative {
  simdact_op function;
  Tensor (*stock_kernel)(const Tensor&, const Tensor&, std::int64_t, at::ScalarType);

  Tensor operator()(const Tensor& dy, const Tensor& y, std::int64_t dim, at::ScalarType input_dtype) const {
    RowKernel kernel;
    if (!are_alike(dy, y, input_dtype) || !find_chosen(kernel, function, backward_from_output, y, dim))
      return stock_kernel(dy, y, dim, input_dtype);
    return compute(kernel, dim, dy, &y);
  }
};

struct DerivativeOut {
  simdact_op function;
  Tensor& (*stock_kernel)(const Tensor&, const Tensor&, std::int64_t, at::ScalarType, Tensor&);

  Tensor& operator()(const Tensor& dy, const Tensor& y, std::int64_t dim, at::ScalarType input_dtype,
                     Tensor& dx) const {
    RowKernel kernel;
    if (!are_alike(dy, y, input_dtype) || dtype_of(dx) != dtype_of(y) || dx.sizes() != y.sizes() ||
        !find_chosen(kernel, function, backward_from_output, y, dim))
      return stock_kernel(dy, y, dim, input_dtype, dx);
    return dx.copy_(compute(kernel, dim, dy, &y));
  }
};

}  // namespace

Tensor compute(const RowKernel& kernel, std::int64_t dim, const Tensor& a, const Tensor* b) {
  Tensor out(at::detail::empty_cpu(a.sizes(), a.scalar_type()));
  if (out.numel() == 0) return out;
  count_call(kernel.direction, kernel.function);
  const c10::MaybeOwned<Tensor> first = a.expect_contiguous();
  const Tensor second = b == nullptr ? Tensor() : b->contiguous();
  const void* const in[] = {first->data_ptr(), b == nullptr ? nullptr : second.data_ptr()};
  const Shape shape(a, dim);
  const int inputs = b == nullptr ? 1 : 2;
  switch (a.element_size()) {
    case 2:
      run_typed<std::uint16_t>(kernel, shape, out.data_ptr(), in, inputs);
      break;
    case 4:
      run_typed<std::uint32_t>(kernel, shape, out.data_ptr(), in, inputs);
      break;
    default:
      run_typed<std::uint64_t>(kernel, shape, out.data_ptr(), in, inputs);
  }
  return out;
}

void override_rows(Overrides& o) {
  for (const simdact_op function : {row_softmax, row_log_softmax}) {
    o.note(forward, function);
    o.note(backward_from_output, function);
  }
  o.impl("_softmax", Functional{row_softmax, at::cpu::_softmax});
  o.impl("_softmax.out", Out{row_softmax, at::cpu::_softmax_outf});
  o.impl("_log_softmax", Functional{row_log_softmax, at::cpu::_log_softmax});
  o.impl("_log_softmax.out", Out{row_log_softmax, at::cpu::_log_softmax_outf});
  o.impl("_softmax_backward_data", Derivative{row_softmax, at::cpu::_softmax_backward_data});
  o.impl("_softmax_backward_data.out", DerivativeOut{row_softmax, at::cpu::_softmax_backward_data_outf});
  o.impl("_log_softmax_backward_data", Derivative{row_log_softmax, at::cpu::_log_softmax_backward_data});
  o.impl("_log_softmax_backward_data.out", DerivativeOut{row_log_softmax, at::cpu::_log_softmax_backward_data_outf});
}

}  // namespace simdact_torch
