// SPDX-License-Identifier: MIT
#include "task.hpp"

#include "../../common/names.hpp"

namespace simdact_onnxruntime {
namespace {

using simdact_bindings::accuracies;

// ONNX's defaults of Selu: its constants, rounded to float.
constexpr float selu_alpha = 1.67326319217681884765625f;
constexpr float selu_gamma = 1.05070102214813232421875f;

simdact_status try_without_elements(const Task& task) {
  switch (task.form) {
    case Form::map:
      return simdact_forward(task.op, task.dtype, task.accuracy, &task.params, nullptr, nullptr, 0);
    case Form::prelu:
      return simdact_prelu(task.dtype, nullptr, nullptr, nullptr, 0, 0, 0);
    case Form::softmax:
      return simdact_softmax(task.dtype, task.accuracy, nullptr, nullptr, 0, nullptr, 0, 0, 0);
    case Form::log_softmax:
      return simdact_log_softmax(task.dtype, task.accuracy, nullptr, nullptr, 0, nullptr, 0, 0, 0);
  }
  return SIMDACT_UNSUPPORTED;
}

}  // namespace

const NodeType* find_node_type(std::string_view name) {
  for (const NodeType& type : node_types) {
    if (name == type.name) return &type;
  }
  return nullptr;
}

simdact_dtype dtype_of(ONNXTensorElementDataType type) {
  switch (type) {
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT:
      return SIMDACT_F32;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE:
      return SIMDACT_F64;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16:
      return SIMDACT_F16;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16:
      return SIMDACT_BF16;
    default:
      return 0;
  }
}

simdact_accuracy accuracy_from(std::string_view name) {
  std::string known;
  for (simdact_accuracy accuracy = 0; accuracy < SIMDACT_ACCURACY_END; ++accuracy) {
    if (name == accuracies[accuracy].name) return accuracy;
    known += (known.empty() ? "'" : ", '") + std::string(accuracies[accuracy].name) + "'";
  }
  throw BadOption("simdact: accuracy is one of " + known + ", not '" + std::string(name) + "'");
}

std::optional<Task> make_task(const NodeType& type, int since_version, const Attributes& attributes) {
  Task task;
  task.form = type.form;
  task.op = type.op;
  if (type.alpha != nullptr) task.params.alpha = attributes.number(type.alpha, type.alpha_default);
  if (type.beta != nullptr) task.params.beta = attributes.number(type.beta, type.beta_default);
  if (type.op == SIMDACT_GELU) {
    const std::string approximate = attributes.text("approximate", "none");
    if (approximate == "tanh") task.op = SIMDACT_GELU_TANH;
    if (approximate != "tanh" && approximate != "none") return std::nullopt;
  }
  if (type.op == SIMDACT_SELU &&
      (attributes.number("alpha", selu_alpha) != selu_alpha || attributes.number("gamma", selu_gamma) != selu_gamma)) {
    return std::nullopt;
  }
  // Swish's alpha is 1 in SWISH, softplus has alpha = 1 where ONNX has none.
  if (type.op == SIMDACT_SOFTPLUS) simdact_default_params(type.op, &task.params);
  if (type.form == Form::softmax || type.form == Form::log_softmax) {
    // Until version 13 the input was taken as a matrix, cut at the axis.
    task.flattened = since_version < 13;
    task.axis = attributes.integer("axis", task.flattened ? 1 : -1);
  }
  return task;
}

std::optional<Task> resolved(Task task, simdact_dtype dtype, simdact_accuracy accuracy) {
  // In double the constants of Selu, which ONNX rounds to float, are others than the library's.
  if (dtype == 0 || (task.op == SIMDACT_SELU && dtype == SIMDACT_F64)) return std::nullopt;
  task.dtype = dtype;
  task.accuracy = accuracy;
  if (try_without_elements(task) != SIMDACT_OK) return std::nullopt;
  if (task.form == Form::map) task.kernel = simdact_find_forward(task.op, dtype, accuracy);
  return task;
}

}  // namespace simdact_onnxruntime
