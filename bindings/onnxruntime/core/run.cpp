// SPDX-License-Identifier: MIT
#include "run.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <numeric>
#include <vector>

#include "../../common/names.hpp"

namespace simdact_onnxruntime {
namespace {

std::atomic<std::uint64_t> calls{0};

// Elements of a piece, which is what one thread computes at a time: some microseconds' work.
constexpr std::size_t piece_size = 16384;

struct Tensor {
  std::vector<std::int64_t> dims;
  void* data = nullptr;

  std::size_t count(std::size_t first, std::size_t end) const {
    return std::accumulate(dims.begin() + static_cast<std::ptrdiff_t>(first),
                           dims.begin() + static_cast<std::ptrdiff_t>(end), std::size_t{1},
                           [](std::size_t product, std::int64_t d) { return product * static_cast<std::size_t>(d); });
  }
  std::size_t count() const { return count(0, dims.size()); }
};

Tensor input(const OrtApi& api, const OrtKernelContext* context, std::size_t index) {
  const OrtValue* value = nullptr;
  check(api, api.KernelContext_GetInput(context, index, &value));
  OrtTensorTypeAndShapeInfo* info = nullptr;
  check(api, api.GetTensorTypeAndShape(value, &info));
  Tensor tensor;
  std::size_t rank = 0;
  OrtStatus* status = api.GetDimensionsCount(info, &rank);
  tensor.dims.resize(rank);
  if (status == nullptr) status = api.GetDimensions(info, tensor.dims.data(), rank);
  api.ReleaseTensorTypeAndShapeInfo(info);
  check(api, status);
  // The C API has no access to constant data before 1.23; it is not written.
  check(api, api.GetTensorMutableData(const_cast<OrtValue*>(value), &tensor.data));
  return tensor;
}

void* output_like(const OrtApi& api, OrtKernelContext* context, const Tensor& x) {
  OrtValue* value = nullptr;
  void* data = nullptr;
  check(api, api.KernelContext_GetOutput(context, 0, x.dims.data(), x.dims.size(), &value));
  check(api, api.GetTensorMutableData(value, &data));
  return data;
}

// What is computed unit by unit (of elements, rows or, of PRelu, the slices at one index of the outer axes), each
// independently of the others, in pieces of many units.
struct Job {
  const Task& task;
  const std::byte* x;
  const std::byte* slope;
  std::byte* y;
  std::size_t units;
  std::size_t unit;  // elements of one
  std::size_t inner = 1;
  bool slope_per_unit = false;  // else each unit has all channels
  std::size_t units_of_piece = 1;
};

simdact_status compute(const Job& job, std::size_t first, std::size_t units) {
  const Task& task = job.task;
  const std::size_t size = simdact_bindings::element_size(task.dtype);
  const std::byte* x = job.x + first * job.unit * size;
  std::byte* y = job.y + first * job.unit * size;
  switch (task.form) {
    case Form::map:
      task.kernel(&task.params, x, y, units);
      return SIMDACT_OK;
    case Form::softmax:
      return simdact_softmax(task.dtype, task.accuracy, nullptr, x, job.unit, y, job.unit, units, job.unit);
    case Form::log_softmax:
      return simdact_log_softmax(task.dtype, task.accuracy, nullptr, x, job.unit, y, job.unit, units, job.unit);
    case Form::prelu:
      if (job.slope_per_unit) return simdact_prelu(task.dtype, x, job.slope + first * size, y, 1, units, job.inner);
      if (job.unit == 1) return simdact_prelu(task.dtype, x, job.slope, y, 1, 1, units);
      return simdact_prelu(task.dtype, x, job.slope, y, units, job.unit / job.inner, job.inner);
  }
  return SIMDACT_UNSUPPORTED;
}

void compute_piece(void* data, std::size_t piece) {
  const Job& job = *static_cast<const Job*>(data);
  const std::size_t first = piece * job.units_of_piece;
  compute(job, first, std::min(job.units_of_piece, job.units - first));
}

// Rows: the axes from `axis` on, where those behind it have one element.
void cut_in_rows(Job& job, const Tensor& x) {
  const auto rank = static_cast<std::int64_t>(x.dims.size());
  const std::int64_t axis = job.task.axis < 0 ? job.task.axis + rank : job.task.axis;
  if (axis < 0 || axis > rank) throw std::runtime_error("simdact: the axis is not one of the input's");
  const std::size_t first = static_cast<std::size_t>(axis), end = x.dims.size();
  if (!job.task.flattened && (first == end || x.count(first + 1, end) != 1)) {
    throw std::runtime_error("simdact: softmax over an axis that is not the last");
  }
  job.units = x.count(0, first);
  job.unit = x.count(first, end);
}

// The slope's one axis with more than one element, if there is one, is that of the channels.
void cut_in_channels(Job& job, const Tensor& x, const Tensor& slope) {
  const std::size_t rank = x.dims.size(), missing = rank - std::min(rank, slope.dims.size());
  std::size_t axis = 0, channels = 1;
  for (std::size_t i = 0; i < slope.dims.size(); ++i) {
    if (slope.dims[i] == 1) continue;
    axis = missing + i;
    if (slope.dims.size() > rank || channels != 1 || slope.dims[i] != x.dims[axis]) {
      throw std::runtime_error("simdact: PRelu's slope is not one number per channel");
    }
    channels = static_cast<std::size_t>(slope.dims[i]);
  }
  // With one slope for all every element is a slice.
  const std::size_t outer = channels == 1 ? x.count() : x.count(0, axis);
  job.inner = channels == 1 ? 1 : x.count(axis + 1, rank);
  job.slope_per_unit = outer == 1;
  job.units = outer == 1 ? channels : outer;
  job.unit = outer == 1 ? job.inner : channels * job.inner;
}

}  // namespace

void run(const OrtApi& api, const Task& task, OrtKernelContext* context, std::size_t x_index, std::size_t slope_index) {
  const Tensor x = input(api, context, x_index);
  void* y = output_like(api, context, x);
  Job job{task, static_cast<const std::byte*>(x.data), nullptr, static_cast<std::byte*>(y), x.count(), 1};
  Tensor slope;
  if (task.form == Form::prelu) {
    slope = input(api, context, slope_index);
    job.slope = static_cast<const std::byte*>(slope.data);
    cut_in_channels(job, x, slope);
  } else if (task.form != Form::map) {
    cut_in_rows(job, x);
  }
  calls.fetch_add(1, std::memory_order_relaxed);
  if (x.count() == 0) return;
  job.units_of_piece = std::max<std::size_t>(1, piece_size / job.unit);
  const std::size_t pieces = (job.units + job.units_of_piece - 1) / job.units_of_piece;
  if (pieces == 1) {
    compute_piece(&job, 0);
  } else {
    check(api, api.KernelContext_ParallelFor(context, compute_piece, pieces, 0, &job));
  }
}

}  // namespace simdact_onnxruntime

std::uint64_t simdact_onnxruntime_calls(void) { return simdact_onnxruntime::calls.load(std::memory_order_relaxed); }
