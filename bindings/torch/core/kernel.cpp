// SPDX-License-Identifier: MIT
#include "kernel.hpp"

#include <ATen/EmptyTensor.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>

#include "../../common/gather.hpp"

namespace simdact_torch {

Choices choices;

namespace {

using simdact_bindings::block;

// A loop of TensorIterator's: rows of elements at constant distances.
template <class T>
class Loop {
 public:
  Loop(const Kernel& kernel, char** data, const std::int64_t* steps, int operands)
      : kernel_(kernel), data_(data), steps_(steps), operands_(operands) {}

  void run(std::int64_t cols, std::int64_t rows) {
    if (cols < short_row && rows > 1) return run_short_rows(cols, rows);
    for (std::int64_t row = 0; row < rows; ++row) run_row(row, static_cast<std::size_t>(cols));
  }

 private:
  static constexpr int most_operands = 3;
  // Rows shorter than this are gathered until a block is full: calls for a few elements each cost more than copies.
  static constexpr std::int64_t short_row = 64;

  char* at(int operand, std::int64_t row, std::size_t col = 0) const {
    return data_[operand] + row * steps_[operands_ + operand] + static_cast<std::int64_t>(col) * steps_[operand];
  }
  bool packed(int operand) const { return steps_[operand] == static_cast<std::int64_t>(sizeof(T)); }

  void compute(char* const* pointers, std::size_t n) const {
    const void* const in[] = {pointers[1], operands_ > 2 ? pointers[2] : nullptr};
    kernel_(pointers[0], in, n);
  }

  void run_row(std::int64_t row, std::size_t cols) {
    bool all_packed = true;
    for (int k = 0; k < operands_; ++k) all_packed = all_packed && packed(k);
    const std::size_t length = all_packed ? cols : block;
    for (std::size_t col = 0; col < cols; col += length) {
      const std::size_t n = std::min(length, cols - col);
      char* pointers[most_operands] = {};
      for (int k = 0; k < operands_; ++k) {
        pointers[k] = packed(k) ? at(k, row, col) : reinterpret_cast<char*>(buffer_[k]);
        if (!packed(k) && k > 0) simdact_bindings::gather(buffer_[k], at(k, row, col), steps_[k], n);
      }
      compute(pointers, n);
      if (!packed(0)) simdact_bindings::scatter(at(0, row, col), steps_[0], buffer_[0], n);
    }
  }

  void run_short_rows(std::int64_t cols, std::int64_t rows) {
    const auto n = static_cast<std::size_t>(cols);
    const std::int64_t at_once = static_cast<std::int64_t>(block) / cols;
    char* pointers[most_operands] = {};
    for (int k = 0; k < operands_; ++k) pointers[k] = reinterpret_cast<char*>(buffer_[k]);
    for (std::int64_t first = 0; first < rows; first += at_once) {
      const std::int64_t count = std::min(at_once, rows - first);
      for (int k = 1; k < operands_; ++k) {
        for (std::int64_t row = 0; row < count; ++row)
          simdact_bindings::gather(buffer_[k] + row * cols, at(k, first + row), steps_[k], n);
      }
      compute(pointers, static_cast<std::size_t>(count) * n);
      for (std::int64_t row = 0; row < count; ++row)
        simdact_bindings::scatter(at(0, first + row), steps_[0], buffer_[0] + row * cols, n);
    }
  }

  const Kernel& kernel_;
  char** data_;
  const std::int64_t* steps_;
  int operands_;
  alignas(64) T buffer_[most_operands][block];
};

template <class T>
void for_each(at::TensorIterator& iterator, const Kernel& kernel) {
  const int operands = iterator.ntensors();
  iterator.for_each([&kernel, operands](char** data, const std::int64_t* steps, std::int64_t cols, std::int64_t rows) {
    Loop<T>(kernel, data, steps, operands).run(cols, rows);
  });
}

void run(at::TensorIterator& iterator, const Kernel& kernel) {
  switch (iterator.element_size(0)) {
    case 2:
      return for_each<std::uint16_t>(iterator, kernel);
    case 4:
      return for_each<std::uint32_t>(iterator, kernel);
    default:
      return for_each<std::uint64_t>(iterator, kernel);
  }
}

// Where all tensors are contiguous and of one shape.
void run_flat(const at::TensorBase& out, const Kernel& kernel, const at::TensorBase& a, const at::TensorBase* b) {
  const auto size = static_cast<std::int64_t>(out.element_size());
  auto* const to = static_cast<char*>(out.data_ptr());
  const auto* const from = static_cast<const char*>(a.data_ptr());
  const auto* const other = b == nullptr ? nullptr : static_cast<const char*>(b->data_ptr());
  at::parallel_for(0, out.numel(), at::internal::GRAIN_SIZE, [=, &kernel](std::int64_t begin, std::int64_t end) {
    const void* const in[] = {from + begin * size, other == nullptr ? nullptr : other + begin * size};
    kernel(to + begin * size, in, static_cast<std::size_t>(end - begin));
  });
}

bool are_alike(const at::TensorBase& a, const at::TensorBase& b) {
  return a.is_contiguous() && b.is_contiguous() && a.sizes() == b.sizes();
}

// What PyTorch knows of shared memory: storages.
bool are_apart(const at::TensorBase& out, const at::TensorBase& in) { return out.is_same(in) || !out.is_alias_of(in); }

}  // namespace

bool find_kernel(Kernel& kernel, Direction direction, const Request& request, simdact_dtype dtype,
                 simdact_accuracy accuracy) {
  kernel = {request.params, nullptr, nullptr};
  const simdact_params* const params = &request.params;
  simdact_status status = SIMDACT_OK;
  switch (direction) {
    case forward:
      kernel.forward = simdact_find_forward(request.op, dtype, accuracy);
      if (request.has_params) status = simdact_forward(request.op, dtype, accuracy, params, nullptr, nullptr, 0);
      break;
    case backward:
      kernel.backward = simdact_find_backward(request.op, dtype, accuracy);
      if (request.has_params)
        status = simdact_backward(request.op, dtype, accuracy, params, nullptr, nullptr, nullptr, 0);
      break;
    default:
      kernel.backward = simdact_find_backward_from_output(request.op, dtype);
      if (request.has_params)
        status = simdact_backward_from_output(request.op, dtype, params, nullptr, nullptr, nullptr, 0);
  }
  return status == SIMDACT_OK && (kernel.forward != nullptr || kernel.backward != nullptr);
}

bool kernel_exists(Direction direction, simdact_op function, simdact_dtype dtype, simdact_accuracy accuracy) {
  if (function >= row_softmax) return RowKernel{function, direction, dtype, accuracy, 1}.exists();
  Kernel kernel;
  return find_kernel(kernel, direction, {function, {0, 0}, false}, dtype, accuracy);
}

bool find_chosen(Kernel& kernel, Direction direction, const Request& request, const at::TensorBase& like) {
  const simdact_dtype dtype = dtype_of(like);
  if (dtype == 0 || request.op == 0) return false;
  const simdact_accuracy accuracy = chosen(direction, request.op, dtype);
  if (accuracy < 0 || !find_kernel(kernel, direction, request, dtype, accuracy)) return false;
  count_call(direction, request.op);
  return true;
}

at::Tensor compute(const Kernel& kernel, const at::Tensor& x) {
  if (x.is_contiguous()) {
    at::Tensor out(at::detail::empty_cpu(x.sizes(), x.scalar_type()));
    run_flat(out, kernel, x, nullptr);
    return out;
  }
  at::TensorBase none;
  auto iterator = at::TensorIterator::unary_op(none, x);
  run(iterator, kernel);
  return iterator.output();
}

at::Tensor compute(const Kernel& kernel, const at::Tensor& dy, const at::Tensor& x) {
  if (are_alike(dy, x)) {
    at::Tensor out(at::detail::empty_cpu(x.sizes(), x.scalar_type()));
    run_flat(out, kernel, dy, &x);
    return out;
  }
  const at::TensorBase none;
  auto iterator = at::TensorIterator::borrowing_binary_op(none, dy, x);
  run(iterator, kernel);
  return iterator.output();
}

void compute_into(at::Tensor& out, const Kernel& kernel, const at::Tensor& x) {
  if (are_apart(out, x) && are_alike(out, x)) return run_flat(out, kernel, x, nullptr);
  auto iterator = at::TensorIterator::unary_op(out, x);
  run(iterator, kernel);
}

void compute_into(at::Tensor& out, const Kernel& kernel, const at::Tensor& dy, const at::Tensor& x) {
  if (are_apart(out, x) && are_apart(out, dy) && are_alike(out, x) && are_alike(dy, x))
    return run_flat(out, kernel, dy, &x);
  auto iterator = at::TensorIterator::borrowing_binary_op(out, dy, x);
  run(iterator, kernel);
}

}  // namespace simdact_torch
