// SPDX-License-Identifier: MIT
// The forms: what each allocates and computes.
#include "operators.hpp"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorIterator.h>
#include <ATen/WrapDimUtils.h>

#include "../../common/names.hpp"
#include "kernel.hpp"

namespace simdact_torch {

using at::Tensor;

simdact_accuracy accuracy_of(const Arguments& arguments) {
  for (simdact_accuracy a = 0; a < SIMDACT_ACCURACY_END; ++a) {
    if (arguments.accuracy == simdact_bindings::accuracies[a].name) return a;
  }
  TORCH_CHECK_VALUE(false, "no such accuracy: ", arguments.accuracy);
}

namespace {

simdact_params params_of(const Arguments& arguments) {
  const auto& values = arguments.values;
  return {!values.empty() ? values[0] : arguments.defaults.alpha,
          values.size() > 1 ? values[1] : arguments.defaults.beta};
}

// The type of all tensors.
simdact_dtype common_dtype(const Arguments& arguments) {
  const simdact_dtype dtype = dtype_of(arguments.tensors[0]);
  for (const Tensor& tensor : arguments.tensors) {
    TORCH_CHECK_TYPE(dtype != 0 && dtype_of(tensor) == dtype,
                     "simdact takes dense CPU tensors of one type, float32, float64, float16 or bfloat16, not ",
                     arguments.tensors[0].toString(), " and ", tensor.toString());
  }
  return dtype;
}

void check_shapes(const Tensor& a, const Tensor& b) {
  TORCH_CHECK_VALUE(a.sizes() == b.sizes(), "tensors of one shape are needed, not of ", a.sizes(), " and ", b.sizes());
}

void check(simdact_status status) {
  TORCH_CHECK_NOT_IMPLEMENTED(status != SIMDACT_UNSUPPORTED, "the library has no such kernel");
  TORCH_CHECK_VALUE(status == SIMDACT_OK, simdact_status_string(status));
}

std::int64_t dim_of(const Arguments& arguments) {
  return at::maybe_wrap_dim(arguments.dim, arguments.tensors[0].dim());
}

char* data(const Tensor& tensor) { return static_cast<char*>(tensor.data_ptr()); }

Tensors like_first(const Arguments& arguments) { return {at::empty_like(arguments.tensors[0])}; }
Tensors like_first_contiguous(const Arguments& arguments) {
  return {at::empty_like(arguments.tensors[0], at::MemoryFormat::Contiguous)};
}
Tensors like_first_two_contiguous(const Arguments& arguments) {
  return {at::empty_like(arguments.tensors[0], at::MemoryFormat::Contiguous),
          at::empty_like(arguments.tensors[1], at::MemoryFormat::Contiguous)};
}

// Elementwise

template <Direction direction>
Tensors run_elementwise(simdact_op op, const Arguments& arguments) {
  const simdact_dtype dtype = common_dtype(arguments);
  const simdact_accuracy accuracy = accuracy_of(arguments);
  const Request request = {op, params_of(arguments), true};
  // The call with no elements tells what is wrong.
  const simdact_params* const params = &request.params;
  check(direction == forward    ? simdact_forward(op, dtype, accuracy, params, nullptr, nullptr, 0)
        : direction == backward ? simdact_backward(op, dtype, accuracy, params, nullptr, nullptr, nullptr, 0)
                                : simdact_backward_from_output(op, dtype, params, nullptr, nullptr, nullptr, 0));
  Kernel kernel;
  find_kernel(kernel, direction, request, dtype, accuracy);
  count_call(direction, op);
  const Tensor& x = arguments.tensors[0];
  Tensors out = like_first(arguments);
  if (direction == forward) {
    compute_into(out[0], kernel, x);
  } else {
    check_shapes(x, arguments.tensors[1]);
    compute_into(out[0], kernel, arguments.tensors[1], x);
  }
  return out;
}

// Gated

// Tensors as rows: the stride from one to the next, or 0 where that is not one number or elements have gaps.
std::int64_t row_stride(const Tensor& tensor) {
  const std::int64_t last = tensor.dim() - 1;
  if (last < 1 || tensor.stride(last) != 1) return 0;
  for (std::int64_t i = last - 2; i >= 0; --i) {
    if (tensor.size(i) != 1 && tensor.stride(i) != tensor.stride(i + 1) * tensor.size(i + 1)) return 0;
  }
  return tensor.stride(last - 1) < tensor.size(last) ? 0 : tensor.stride(last - 1);
}

struct Matrix {
  Tensor tensor;
  std::size_t stride;

  char* at(std::int64_t row, std::int64_t col) const {
    return data(tensor) + (row * static_cast<std::int64_t>(stride) + col) * tensor.element_size();
  }
};

Matrix as_matrix(const Tensor& tensor, std::int64_t cols) {
  if (const std::int64_t stride = row_stride(tensor)) return {tensor, static_cast<std::size_t>(stride)};
  return {tensor.contiguous(), static_cast<std::size_t>(cols)};
}

Tensors run_gated_form(simdact_op op, const Arguments& arguments, bool derivative) {
  const simdact_dtype dtype = common_dtype(arguments);
  const simdact_accuracy accuracy = accuracy_of(arguments);
  const simdact_params params = params_of(arguments);
  for (const Tensor& tensor : arguments.tensors) check_shapes(arguments.tensors[0], tensor);
  Tensors out = derivative ? like_first_two_contiguous(arguments) : like_first_contiguous(arguments);
  const Tensor& like = out[0];
  const std::int64_t cols = std::max<std::int64_t>(1, like.dim() == 0 ? 1 : like.size(-1));
  std::vector<Matrix> in;
  for (const Tensor& tensor : arguments.tensors) in.push_back(as_matrix(tensor, cols));
  // A long row is shared among the threads too, by its columns.
  const std::int64_t parts = std::max<std::int64_t>(1, cols / at::internal::GRAIN_SIZE), size = like.element_size();
  const auto run = [&](std::int64_t row, std::int64_t rows, std::int64_t col, std::int64_t end) {
    const auto r = static_cast<std::size_t>(rows), c = static_cast<std::size_t>(end - col),
               stride = static_cast<std::size_t>(cols);
    const std::int64_t at = (row * cols + col) * size;
    check(derivative ? simdact_gated_backward(op, dtype, accuracy, &params, in[0].at(row, col), in[0].stride,
                                              in[1].at(row, col), in[1].stride, in[2].at(row, col), in[2].stride,
                                              data(out[0]) + at, stride, data(out[1]) + at, stride, r, c)
                     : simdact_gated(op, dtype, accuracy, &params, in[0].at(row, col), in[0].stride, in[1].at(row, col),
                                     in[1].stride, data(out[0]) + at, stride, r, c));
  };
  if (like.numel() == 0) return run(0, 0, 0, cols), out;
  const std::int64_t rows = like.numel() / cols, part = cols / parts;
  at::parallel_for(0, rows * parts, grain(part), [&](std::int64_t begin, std::int64_t end) {
    if (parts == 1) return run(begin, end - begin, 0, cols);
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t k = i % parts;
      run(i / parts, 1, k * part, k + 1 == parts ? cols : (k + 1) * part);
    }
  });
  return out;
}

Tensors run_gated(simdact_op op, const Arguments& arguments) { return run_gated_form(op, arguments, false); }
Tensors run_gated_backward(simdact_op op, const Arguments& arguments) { return run_gated_form(op, arguments, true); }

// By channel: bias and prelu. One call computes the sums over all elements.

// One slope may serve all channels, whatever the dimension.
Shape channel_shape(const Arguments& arguments) {
  const Tensor& x = arguments.tensors[0];
  const Tensor& channel = arguments.tensors[1];
  const bool one_for_all = channel.numel() == 1 || x.dim() == 0;
  Shape shape(x, one_for_all ? 0 : dim_of(arguments));
  if (one_for_all) shape.inner = x.numel(), shape.outer = shape.middle = 1;
  TORCH_CHECK_VALUE(channel.dim() <= 1 && channel.numel() == shape.middle, "one element per channel is needed, ",
                    shape.middle, ", not ", channel.sizes());
  return shape;
}

template <class Call>
Tensors run_by_channel(const Arguments& arguments, const Call& call) {
  common_dtype(arguments);
  const Shape shape = channel_shape(arguments);
  const Tensor x = arguments.tensors[0].contiguous(), channel = arguments.tensors[1].contiguous();
  Tensors out = like_first_contiguous(arguments);
  const std::int64_t size = x.element_size(), step = shape.middle * shape.inner;
  const auto inner = static_cast<std::size_t>(shape.inner);
  // Of few blocks each is shared among the threads.
  const bool by_block = shape.outer >= at::get_num_threads() || x.numel() == 0;
  const auto blocks = [&](std::int64_t begin, std::int64_t end) {
    const std::int64_t at = begin * step * size;
    check(call(data(x) + at, data(channel), data(out[0]) + at, static_cast<std::size_t>(end - begin),
               static_cast<std::size_t>(shape.middle), inner));
  };
  if (x.numel() == 0) return blocks(0, 0), out;
  if (shape.middle == 1) {  // one operand for all elements, which the threads share
    at::parallel_for(0, x.numel(), at::internal::GRAIN_SIZE, [&](std::int64_t begin, std::int64_t end) {
      const std::int64_t at = begin * size;
      check(call(data(x) + at, data(channel), data(out[0]) + at, 1, 1, static_cast<std::size_t>(end - begin)));
    });
    return out;
  }
  if (by_block) return at::parallel_for(0, shape.outer, grain(step), blocks), out;
  for (std::int64_t block = 0; block < shape.outer; ++block) {
    at::parallel_for(0, shape.middle, grain(shape.inner), [&](std::int64_t begin, std::int64_t end) {
      const std::int64_t at = (block * step + begin * shape.inner) * size;
      check(call(data(x) + at, data(channel) + begin * size, data(out[0]) + at, 1,
                 static_cast<std::size_t>(end - begin), inner));
    });
  }
  return out;
}

template <class Call>
Tensors run_by_channel_backward(const Arguments& arguments, const Call& call) {
  common_dtype(arguments);
  check_shapes(arguments.tensors[0], arguments.tensors[2]);
  const Shape shape = channel_shape(arguments);
  const Tensor x = arguments.tensors[0].contiguous(), channel = arguments.tensors[1].contiguous(),
               dy = arguments.tensors[2].contiguous();
  Tensors out = like_first_two_contiguous(arguments);
  check(call(data(x), data(channel), data(dy), data(out[0]), data(out[1]), static_cast<std::size_t>(shape.outer),
             static_cast<std::size_t>(shape.middle), static_cast<std::size_t>(shape.inner)));
  return out;
}

Tensors run_bias(simdact_op op, const Arguments& arguments) {
  const simdact_params params = params_of(arguments);
  const simdact_dtype dtype = common_dtype(arguments);
  const simdact_accuracy accuracy = accuracy_of(arguments);
  return run_by_channel(arguments, [&](auto... rest) { return simdact_bias(op, dtype, accuracy, &params, rest...); });
}

Tensors run_bias_backward(simdact_op op, const Arguments& arguments) {
  const simdact_params params = params_of(arguments);
  const simdact_dtype dtype = common_dtype(arguments);
  const simdact_accuracy accuracy = accuracy_of(arguments);
  return run_by_channel_backward(
      arguments, [&](auto... rest) { return simdact_bias_backward(op, dtype, accuracy, &params, rest...); });
}

Tensors run_prelu(simdact_op, const Arguments& arguments) {
  const simdact_dtype dtype = common_dtype(arguments);
  return run_by_channel(arguments, [&](auto... rest) { return simdact_prelu(dtype, rest...); });
}

Tensors run_prelu_backward(simdact_op, const Arguments& arguments) {
  const simdact_dtype dtype = common_dtype(arguments);
  return run_by_channel_backward(arguments, [&](auto... rest) { return simdact_prelu_backward(dtype, rest...); });
}

// Maxout

Tensors without_dim(const Arguments& arguments) {
  const Tensor& x = arguments.tensors[0];
  return {at::empty_like(x.select(arguments.dim, 0), at::MemoryFormat::Contiguous)};
}

Tensors run_maxout_form(const Arguments& arguments, bool derivative) {
  const simdact_dtype dtype = common_dtype(arguments);
  const Tensor x = arguments.tensors[0].contiguous();
  TORCH_CHECK_INDEX(x.dim() > 0 && x.size(arguments.dim) > 0, "maxout needs a dimension with pieces");
  const Shape shape(x, dim_of(arguments));
  Tensors out = derivative ? like_first_contiguous(arguments) : without_dim(arguments);
  const Tensor dy = derivative ? arguments.tensors[1].contiguous() : Tensor();
  if (derivative) check_shapes(x.select(arguments.dim, 0), dy);
  const std::int64_t small = shape.inner * x.element_size(), large = small * shape.middle;
  const auto pieces = static_cast<std::size_t>(shape.middle), inner = static_cast<std::size_t>(shape.inner);
  at::parallel_for(0, shape.outer, grain(shape.middle * shape.inner), [&](std::int64_t begin, std::int64_t end) {
    const auto outer = static_cast<std::size_t>(end - begin);
    const char* const from = data(x) + begin * large;
    check(derivative ? simdact_maxout_backward(dtype, from, data(dy) + begin * small, data(out[0]) + begin * large,
                                               outer, pieces, inner)
                     : simdact_maxout(dtype, from, data(out[0]) + begin * small, outer, pieces, inner));
  });
  return out;
}

Tensors run_maxout(simdact_op, const Arguments& arguments) { return run_maxout_form(arguments, false); }
Tensors run_maxout_backward(simdact_op, const Arguments& arguments) { return run_maxout_form(arguments, true); }

// Softmax

template <simdact_op function, Direction direction>
Tensors run_rows(simdact_op, const Arguments& arguments) {
  const simdact_accuracy accuracy = direction == forward ? accuracy_of(arguments) : SIMDACT_HIGH;
  const RowKernel kernel = {function, direction, common_dtype(arguments), accuracy, arguments.values[0]};
  const void* const none[2] = {};
  check(kernel(nullptr, none, 0, 0));
  if (direction == forward) return {compute(kernel, dim_of(arguments), arguments.tensors[0])};
  check_shapes(arguments.tensors[0], arguments.tensors[1]);
  return {compute(kernel, dim_of(arguments), arguments.tensors[1], &arguments.tensors[0])};
}

constexpr Form forms[] = {
    {"forward", "_backward", false, Batch::elementwise, like_first, run_elementwise<forward>},
    {"backward", nullptr, false, Batch::elementwise, like_first, run_elementwise<backward>},
    {"backward_from_output", nullptr, false, Batch::elementwise, like_first, run_elementwise<backward_from_output>},
    {"gated", "_backward", false, Batch::elementwise, like_first_contiguous, run_gated},
    {"gated_backward", nullptr, false, Batch::elementwise, like_first_two_contiguous, run_gated_backward},
    {"bias", "_backward", false, Batch::by_channel, like_first_contiguous, run_bias},
    {"bias_backward", nullptr, false, Batch::sums, like_first_two_contiguous, run_bias_backward},
    {"prelu", "_backward", false, Batch::by_channel, like_first_contiguous, run_prelu},
    {"prelu_backward", nullptr, false, Batch::sums, like_first_two_contiguous, run_prelu_backward},
    {"maxout", "_backward", false, Batch::by_row, without_dim, run_maxout},
    {"maxout_backward", nullptr, false, Batch::by_row, like_first_contiguous, run_maxout_backward},
    {"softmax", "_backward", true, Batch::by_row, like_first_contiguous, run_rows<row_softmax, forward>},
    {"softmax_backward", nullptr, false, Batch::by_row, like_first_contiguous,
     run_rows<row_softmax, backward_from_output>},
    {"log_softmax", "_backward", true, Batch::by_row, like_first_contiguous, run_rows<row_log_softmax, forward>},
    {"log_softmax_backward", nullptr, false, Batch::by_row, like_first_contiguous,
     run_rows<row_log_softmax, backward_from_output>},
};

}  // namespace

const Form* find_form(const std::string& kind) {
  for (const Form& form : forms) {
    if (kind == form.kind) return &form;
  }
  return nullptr;
}

}  // namespace simdact_torch
