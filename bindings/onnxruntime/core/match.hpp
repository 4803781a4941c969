// SPDX-License-Identifier: MIT
// Which nodes of a graph are a task of ours.
#pragma once

#include <optional>
#include <vector>

#include "graph.hpp"

namespace simdact_onnxruntime {

struct Match {
  Task task;  // without an accuracy
  const NodeType* type;
  Value x;
  std::optional<Value> slope;
  std::vector<Node> nodes;  // the last of them has the output
};

// The function that these nodes compute together, root last: x * Sigmoid(x), the five nodes of gelu...
std::optional<Match> match_composed(const Graph& graph, const Node& root);

// That of one node.
std::optional<Match> match_single(const Graph& graph, const Node& node);

// What ONNX Runtime computes in the Conv before it, or keeps in that node's format, and so faster than a node of its
// own.
bool is_fused_in_conv(const Graph& graph, const Match& match);

// What it computes in the Gemm before it, which is also a MatMul of two axes with Add behind it.
bool is_fused_in_gemm(const Graph& graph, const Match& match);

// What it computes on integers, being between DequantizeLinear and QuantizeLinear.
bool is_quantized(const Graph& graph, const Match& match);

}  // namespace simdact_onnxruntime
