// SPDX-License-Identifier: MIT
// Nodes and values of a graph, as the plugin interface shows them. Both are references, valid as long as the graph.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "task.hpp"

namespace simdact_onnxruntime {

class Value {
 public:
  Value(const OrtApi& api, const OrtValueInfo* info) : api_(&api), info_(info) {}

  // An optional input that is not there has no name.
  bool exists() const { return info_ != nullptr; }
  std::string name() const;
  // The element type and rank of a tensor; 0 and 0 of anything else. A rank that is not known is 0 too.
  ONNXTensorElementDataType type() const;
  std::vector<std::int64_t> dims() const;  // -1 where it varies
  // Nothing but one input of one node takes it.
  bool used_once() const;
  // The number, if it is a constant of one element and at most that rank.
  std::optional<double> constant(std::size_t rank) const;

  friend bool operator==(const Value& a, const Value& b) { return a.info_ == b.info_; }

 private:
  const OrtTensorTypeAndShapeInfo* tensor() const;

  const OrtApi* api_;
  const OrtValueInfo* info_;
};

class Node final : public Attributes {
 public:
  Node(const OrtApi& api, const OrtNode* node) : api_(&api), node_(node) {}

  const OrtNode* get() const { return node_; }
  // The operator of ONNX's own domain; that of another one with its domain before it.
  std::string type() const;
  int since_version() const;
  bool assigned() const;  // to a provider
  std::vector<Value> inputs() const;
  Value output() const;  // the first

  float number(const char* name, float otherwise) const override;
  std::int64_t integer(const char* name, std::int64_t otherwise) const override;
  std::string text(const char* name, const char* otherwise) const override;

 private:
  const OrtOpAttr* attribute(const char* name) const;

  const OrtApi* api_;
  const OrtNode* node_;
};

class Graph {
 public:
  Graph(const OrtApi& api, const OrtGraph* graph);

  const std::vector<Node>& nodes() const { return nodes_; }
  // The node of this graph whose first output it is. (The runtime's own answer is a crash, in 1.23, where a part of a
  // graph is compiled and the node is outside it.)
  std::optional<Node> producer(const Value& value) const;

 private:
  std::vector<Node> nodes_;
  std::unordered_map<std::string, std::size_t> producers_;
};

}  // namespace simdact_onnxruntime
