// SPDX-License-Identifier: MIT
// What a node computes, in the library's terms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <simdact/simdact.h>

#include "api.hpp"

namespace simdact_onnxruntime {

enum class Form { map, prelu, softmax, log_softmax };

struct Task {
  Form form = Form::map;
  simdact_op op = 0;  // map's
  simdact_params params{};
  simdact_dtype dtype = 0;
  simdact_accuracy accuracy = SIMDACT_HIGH;
  simdact_forward_fn kernel = nullptr;  // map's
  std::int64_t axis = -1;               // softmax's
  bool flattened = false;               // whether all axes from `axis` on are one row
};

// The attributes of a node, read from wherever it is.
class Attributes {
 public:
  virtual float number(const char* name, float otherwise) const = 0;
  virtual std::int64_t integer(const char* name, std::int64_t otherwise) const = 0;
  virtual std::string text(const char* name, const char* otherwise) const = 0;

 protected:
  ~Attributes() = default;
};

// What a node type stands for: a row of node_types.
struct NodeType {
  const char* name;
  bool by_default;  // computed where no types are named
  Form form;
  simdact_op op;
  // Its attributes that are the op's parameters, with ONNX's defaults; NULL for none.
  const char* alpha;
  float alpha_default;
  const char* beta;
  float beta_default;
};

inline constexpr NodeType node_types[] = {
#define SIMDACT_NODE(name, by_default, form, op, alpha, alpha_default, beta, beta_default) \
  {#name, by_default, Form::form, op, alpha, alpha_default, beta, beta_default},
#include "nodes.def"
#undef SIMDACT_NODE
};

const NodeType* find_node_type(std::string_view name);

// The library's type; 0 for one that it has not.
simdact_dtype dtype_of(ONNXTensorElementDataType type);

// From a name of the library's list; throws BadOption with the known ones.
simdact_accuracy accuracy_from(std::string_view name);

// The task of a node of ONNX, nothing where its attributes ask for what the library does not have. since_version is the
// operator's.
std::optional<Task> make_task(const NodeType& type, int since_version, const Attributes& attributes);

// With type and accuracy, if the library has a kernel for it.
std::optional<Task> resolved(Task task, simdact_dtype dtype, simdact_accuracy accuracy);

}  // namespace simdact_onnxruntime
