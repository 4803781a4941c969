// SPDX-License-Identifier: MIT
// torch.vmap over the operators: one call for the whole batch where the form has place for one more dimension in front,
// else a call for each of its members.
#include <ATen/Functions.h>
#include <ATen/functorch/BatchedTensorImpl.h>
#include <ATen/functorch/DynamicLayer.h>

#include <algorithm>

#include "boxed.hpp"

namespace simdact_torch {
namespace {

using at::Tensor;
using torch::jit::Stack;

// What is behind a tensor that a function under vmap sees. If it is one of a batch, the batch is the first dimension.
struct Member {
  Tensor value;
  bool in_batch = false;

  Member(const Tensor& seen, std::int64_t level) : value(seen) {
    const auto* const batch = at::functorch::maybeGetBatchedImpl(seen);
    in_batch = batch != nullptr && batch->level() == level;
    if (in_batch) value = batch->value().movedim(batch->bdim(), 0);
  }

  Tensor repeated(std::int64_t batch) const {
    if (in_batch) return value;
    std::vector<std::int64_t> sizes = value.sizes().vec();
    sizes.insert(sizes.begin(), batch);
    return value.expand(sizes);
  }
};

// The same dimension behind one more, or one that is as much out of range.
std::int64_t behind_batch(std::int64_t dim, std::int64_t dims) {
  return dim >= 0 ? dim + 1 : dim < -dims ? dim - 1 : dim;
}

Tensors call_together(const c10::OperatorHandle& handle, Arguments arguments, const std::vector<Member>& members,
                      std::int64_t batch, bool repeat) {
  arguments.dim = behind_batch(arguments.dim, arguments.tensors[0].dim());
  arguments.tensors.clear();
  for (const Member& member : members) arguments.tensors.push_back(repeat ? member.repeated(batch) : member.value);
  return call(handle, arguments);
}

Tensors call_one_by_one(const c10::OperatorHandle& handle, Arguments arguments, const std::vector<Member>& members,
                        std::int64_t batch) {
  TORCH_CHECK_VALUE(batch > 0, handle.operator_name().name, " takes no empty batch");
  std::vector<Tensors> parts;
  for (std::int64_t i = 0; i < batch; ++i) {
    arguments.tensors.clear();
    for (const Member& member : members)
      arguments.tensors.push_back(member.in_batch ? member.value.select(0, i) : member.value);
    const Tensors results = call(handle, arguments);
    parts.resize(results.size());
    for (std::size_t k = 0; k < results.size(); ++k) parts[k].push_back(results[k]);
  }
  Tensors stacked;
  for (const Tensors& part : parts) stacked.push_back(at::stack(part));
  return stacked;
}

struct UnderVmap : c10::OperatorKernel {
  const Form* form;

  explicit UnderVmap(const Form* form) : form(form) {}
  void operator()(const c10::OperatorHandle& handle, c10::DispatchKeySet, Stack* stack) {
    const c10::impl::ExcludeDispatchKeyGuard guard(c10::DispatchKey::FuncTorchBatched);
    const std::int64_t level = at::functorch::maybeCurrentDynamicLayer()->layerId();
    const Arguments arguments = read(handle.schema(), *stack);
    std::vector<Member> members;
    for (const Tensor& tensor : arguments.tensors) members.emplace_back(tensor, level);
    const auto first = std::find_if(members.begin(), members.end(), [](const Member& m) { return m.in_batch; });
    if (first == members.end()) return handle.callBoxed(stack);
    const std::int64_t batch = first->value.size(0);
    // A tensor of no dimensions counts as one row, or one channel.
    const bool has_dims = arguments.tensors[0].dim() > 0;
    const bool shares_channels = form->batch == Batch::by_channel && members[0].in_batch && !members[1].in_batch;
    const bool repeat = form->batch == Batch::elementwise || form->batch == Batch::by_row;
    const bool together = form->batch == Batch::elementwise || (has_dims && (repeat || shares_channels));
    Tensors results = together ? call_together(handle, arguments, members, batch, repeat)
                               : call_one_by_one(handle, arguments, members, batch);
    for (Tensor& result : results) result = at::functorch::makeBatched(result, 0, level);
    replace(handle.schema(), *stack, results);
  }
};

}  // namespace

torch::CppFunction batched(const Form* form) {
  return torch::CppFunction::makeFromBoxedFunctor(std::make_unique<UnderVmap>(form));
}

}  // namespace simdact_torch
