// SPDX-License-Identifier: MIT
// Running a task on the tensors of a kernel context, in ONNX Runtime's threads.
#pragma once

#include "task.hpp"

namespace simdact_onnxruntime {

// The inputs x and, for PRelu, slope, by their numbers; the output is the first.
void run(const OrtApi& api, const Task& task, OrtKernelContext* context, std::size_t x, std::size_t slope);

}  // namespace simdact_onnxruntime

// How many nodes the library has computed in this process.
SIMDACT_ONNXRUNTIME_EXPORT std::uint64_t simdact_onnxruntime_calls(void);
