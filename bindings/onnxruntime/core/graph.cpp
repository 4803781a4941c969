// SPDX-License-Identifier: MIT
#include "graph.hpp"

#include <cmath>
#include <cstring>

namespace simdact_onnxruntime {
namespace {

// A number of two bytes as IEEE 754's binary16.
double half(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 31, fraction = bits & 1023;
  const double size = exponent == 0    ? std::ldexp(fraction, -24)
                      : exponent == 31 ? (fraction != 0 ? NAN : INFINITY)
                                       : std::ldexp(1024 + fraction, exponent - 25);
  return (bits & 0x8000) != 0 ? -size : size;
}

template <class T>
T read(const void* data) {
  T value;
  std::memcpy(&value, data, sizeof value);
  return value;
}

}  // namespace

std::string Value::name() const {
  const char* name = "";
  if (exists()) check(*api_, api_->GetValueInfoName(info_, &name));
  return name;
}

const OrtTensorTypeAndShapeInfo* Value::tensor() const {
  const OrtTypeInfo* type = nullptr;
  const OrtTensorTypeAndShapeInfo* tensor = nullptr;
  if (!exists()) return nullptr;
  check(*api_, api_->GetValueInfoTypeInfo(info_, &type));
  if (type != nullptr) check(*api_, api_->CastTypeInfoToTensorInfo(type, &tensor));
  return tensor;
}

ONNXTensorElementDataType Value::type() const {
  ONNXTensorElementDataType type = ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED;
  if (const auto* info = tensor()) check(*api_, api_->GetTensorElementType(info, &type));
  return type;
}

std::vector<std::int64_t> Value::dims() const {
  std::size_t rank = 0;
  const auto* info = tensor();
  if (info != nullptr) check(*api_, api_->GetDimensionsCount(info, &rank));
  std::vector<std::int64_t> dims(rank);
  if (rank != 0) check(*api_, api_->GetDimensions(info, dims.data(), rank));
  return dims;
}

bool Value::used_once() const {
  bool is_output = true;
  std::size_t consumers = 0;
  check(*api_, api_->ValueInfo_IsGraphOutput(info_, &is_output));
  check(*api_, api_->ValueInfo_GetValueNumConsumers(info_, &consumers));
  return !is_output && consumers == 1;
}

std::optional<double> Value::constant(std::size_t rank) const {
  bool constant = false;
  if (exists()) check(*api_, api_->ValueInfo_IsConstantInitializer(info_, &constant));
  if (!constant) return std::nullopt;
  const std::vector<std::int64_t> shape = dims();
  if (shape.size() > rank) return std::nullopt;
  for (const std::int64_t d : shape) {
    if (d != 1) return std::nullopt;
  }
  const OrtValue* value = nullptr;
  void* data = nullptr;
  check(*api_, api_->ValueInfo_GetInitializerValue(info_, &value));
  if (value == nullptr) return std::nullopt;
  check(*api_, api_->GetTensorMutableData(const_cast<OrtValue*>(value), &data));
  switch (type()) {
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT:
      return read<float>(data);
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE:
      return read<double>(data);
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16:
      return half(read<std::uint16_t>(data));
    default:
      return std::nullopt;
  }
}

std::string Node::type() const {
  const char *domain = nullptr, *type = nullptr;
  check(*api_, api_->Node_GetDomain(node_, &domain));
  check(*api_, api_->Node_GetOperatorType(node_, &type));
  return *domain == 0 || std::strcmp(domain, "ai.onnx") == 0 ? type : std::string(domain) + "." + type;
}

int Node::since_version() const {
  int version = 0;
  check(*api_, api_->Node_GetSinceVersion(node_, &version));
  return version;
}

bool Node::assigned() const {
  const char* provider = nullptr;
  check(*api_, api_->Node_GetEpName(node_, &provider));
  return provider != nullptr && *provider != 0;
}

std::vector<Value> Node::inputs() const {
  std::size_t count = 0;
  check(*api_, api_->Node_GetNumInputs(node_, &count));
  std::vector<const OrtValueInfo*> infos(count);
  check(*api_, api_->Node_GetInputs(node_, infos.data(), count));
  std::vector<Value> values;
  for (const OrtValueInfo* info : infos) values.emplace_back(*api_, info);
  return values;
}

Value Node::output() const {
  std::size_t count = 0;
  check(*api_, api_->Node_GetNumOutputs(node_, &count));
  std::vector<const OrtValueInfo*> infos(count);
  check(*api_, api_->Node_GetOutputs(node_, infos.data(), count));
  return {*api_, count == 0 ? nullptr : infos[0]};
}

const OrtOpAttr* Node::attribute(const char* name) const {
  const OrtOpAttr* attribute = nullptr;
  if (OrtStatus* status = api_->Node_GetAttributeByName(node_, name, &attribute)) {
    api_->ReleaseStatus(status);  // it is not set
    return nullptr;
  }
  return attribute;
}

float Node::number(const char* name, float otherwise) const {
  std::size_t size = 0;
  float value = otherwise;
  if (const OrtOpAttr* found = attribute(name)) {
    check(*api_, api_->ReadOpAttr(found, ORT_OP_ATTR_FLOAT, &value, sizeof value, &size));
  }
  return value;
}

std::int64_t Node::integer(const char* name, std::int64_t otherwise) const {
  std::size_t size = 0;
  std::int64_t value = otherwise;
  if (const OrtOpAttr* found = attribute(name)) {
    check(*api_, api_->ReadOpAttr(found, ORT_OP_ATTR_INT, &value, sizeof value, &size));
  }
  return value;
}

std::string Node::text(const char* name, const char* otherwise) const {
  const OrtOpAttr* found = attribute(name);
  if (found == nullptr) return otherwise;
  char buffer[64] = {};
  std::size_t size = 0;
  check(*api_, api_->ReadOpAttr(found, ORT_OP_ATTR_STRING, buffer, sizeof buffer, &size));
  return {buffer, strnlen(buffer, size)};
}

Graph::Graph(const OrtApi& api, const OrtGraph* graph) {
  std::size_t count = 0;
  check(api, api.Graph_GetNumNodes(graph, &count));
  std::vector<const OrtNode*> found(count);
  check(api, api.Graph_GetNodes(graph, found.data(), count));
  for (const OrtNode* node : found) {
    nodes_.emplace_back(api, node);
    producers_.emplace(nodes_.back().output().name(), nodes_.size() - 1);
  }
}

std::optional<Node> Graph::producer(const Value& value) const {
  if (!value.exists()) return std::nullopt;
  const auto found = producers_.find(value.name());
  return found == producers_.end() ? std::nullopt : std::optional(nodes_[found->second]);
}

}  // namespace simdact_onnxruntime
