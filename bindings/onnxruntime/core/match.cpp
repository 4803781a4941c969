// SPDX-License-Identifier: MIT
#include "match.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace simdact_onnxruntime {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// How far a model's constant may be from the real number that it stands for: some ulp of its type.
double tolerance(ONNXTensorElementDataType type) {
  switch (type) {
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16:
      return 1e-3;
    case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE:
      return 1e-15;
    default:
      return 1e-6;
  }
}

// The product of scale and factors.
struct Product {
  double scale = 1;
  std::vector<Value> factors;
};

// Recognises expressions in x, from the node that computes them back to x. A node inside one must have no other use.
class Matcher {
 public:
  Matcher(const Graph& graph, const Node& root)
      : graph_(graph), rank_(root.output().dims().size()), tolerance_(tolerance(root.output().type())) {
    nodes_.push_back(root);
    expand(root, nullptr, product_);
  }

  std::optional<Match> match() {
    if (product_.factors.size() != 2) return std::nullopt;
    const std::size_t known = nodes_.size();
    for (const int i : {0, 1}) {
      const Value& x = product_.factors[i];
      if (x.dims().size() != rank_) continue;  // a constant adds axes
      if (std::optional<Task> task = times_function(x, product_.factors[1 - i])) {
        // The root is the last, as in the graph.
        std::reverse(nodes_.begin(), nodes_.end());
        const char* name = task->op == SIMDACT_SWISH        ? "Swish"
                           : task->op == SIMDACT_MISH       ? "Mish"
                           : task->op == SIMDACT_HARD_SWISH ? "HardSwish"
                                                            : "Gelu";
        return Match{*task, find_node_type(name), x, std::nullopt, nodes_};
      }
      nodes_.erase(nodes_.begin() + static_cast<std::ptrdiff_t>(known), nodes_.end());
    }
    return std::nullopt;
  }

 private:
  // x times a function of x; what is multiplied with it besides is in scale.
  std::optional<Task> times_function(const Value& x, const Value& factor) {
    const std::optional<Node> node = take(factor);
    if (!node) return std::nullopt;
    const std::string type = node->type();
    const std::vector<Value> in = node->inputs();
    if (type == "Add" && near(product_.scale, 0.5)) return half_of_one_plus(other_than_one(in), x);
    if (!near(product_.scale, 1)) return std::nullopt;
    if (type == "Sigmoid") {
      if (const std::optional<double> alpha = multiple_of(x, in[0])) return task(SIMDACT_SWISH, *alpha);
    } else if (type == "Tanh") {
      const std::optional<Node> softplus = take(in[0]);
      if (softplus && softplus->type() == "Softplus" && softplus->inputs()[0] == x) return task(SIMDACT_MISH);
    } else if (type == "HardSigmoid" && in[0] == x) {
      const NodeType& hard_sigmoid = *find_node_type(type);
      const float alpha = node->number("alpha", hard_sigmoid.alpha_default);
      const float beta = node->number("beta", hard_sigmoid.beta_default);
      if (near(alpha, 1.0 / 6) && beta == 0.5f) return task(SIMDACT_HARD_SWISH);
    }
    return std::nullopt;
  }

  // (x / 2) (1 + erf(x / sqrt(2))), or gelu_tanh.
  std::optional<Task> half_of_one_plus(const std::optional<Value>& value, const Value& x) {
    const std::optional<Node> node = value ? take(*value) : std::nullopt;
    if (!node) return std::nullopt;
    if (node->type() == "Erf") {
      const std::optional<double> scale = multiple_of(x, node->inputs()[0]);
      if (scale && near(*scale, std::sqrt(0.5))) return task(SIMDACT_GELU);
    }
    if (node->type() == "Tanh" && is_argument_of_gelu_tanh(x, node->inputs()[0])) return task(SIMDACT_GELU_TANH);
    return std::nullopt;
  }

  // sqrt(2 / pi) (x + 0.044715 x^3), or sqrt(2 / pi) x (1 + 0.044715 x^2)
  bool is_argument_of_gelu_tanh(const Value& x, const Value& value) {
    const Product outer = product_of(value, x);
    if (outer.factors.empty() || outer.factors.size() > 2 || !near(outer.scale, std::sqrt(0.5 / std::atan(1.0)))) {
      return false;
    }
    const bool factored = outer.factors.size() == 2;
    const bool x_first = outer.factors[0] == x;
    if (factored && !x_first && !(outer.factors[1] == x)) return false;
    const std::optional<Node> sum = take(outer.factors[factored && x_first ? 1 : 0]);
    if (!sum || sum->type() != "Add") return false;
    const std::vector<Value> in = sum->inputs();
    const std::optional<Value> cubic = factored     ? other_than_one(in)
                                       : in[0] == x ? std::optional(in[1])
                                       : in[1] == x ? std::optional(in[0])
                                                    : std::nullopt;
    if (!cubic) return false;
    const Product power = product_of(*cubic, x);
    return near(power.scale, 0.044715) && power.factors.size() == (factored ? 2 : 3) &&
           std::all_of(power.factors.begin(), power.factors.end(), [&](const Value& f) { return f == x; });
  }

  bool near(double got, double want) const { return std::fabs(got - want) <= tolerance_ * want; }

  static Task task(simdact_op op, double alpha = 0) {
    Task task;
    task.op = op;
    task.params.alpha = alpha;
    return task;
  }

  std::optional<Value> other_than_one(const std::vector<Value>& in) const {
    for (const int i : {0, 1}) {
      const std::optional<double> constant = in[i].constant(rank_);
      if (constant && *constant == 1) return in[1 - i];
    }
    return std::nullopt;
  }

  // The node that computes the value, which has no other use.
  std::optional<Node> take(const Value& value) {
    std::optional<Node> node = graph_.producer(value);
    if (!node || !value.used_once()) return std::nullopt;
    nodes_.push_back(*node);
    return node;
  }

  // a where the value is a x.
  std::optional<double> multiple_of(const Value& x, const Value& value) {
    const Product product = product_of(value, x);
    if (product.factors.size() != 1 || !(product.factors[0] == x)) return std::nullopt;
    return product.scale;
  }

  Product product_of(const Value& value, const Value& x) {
    Product product;
    expand(value, &x, product);
    return product;
  }

  void expand(const Value& value, const Value* x, Product& product) {
    if (const std::optional<double> constant = value.constant(rank_)) {
      product.scale *= *constant;
      return;
    }
    const std::optional<Node> node = graph_.producer(value);
    const bool at_x = x != nullptr && value == *x;
    if (at_x || !node || !value.used_once() || !is_product(*node)) {
      product.factors.push_back(value);
      return;
    }
    nodes_.push_back(*node);
    expand(*node, x, product);
  }

  bool is_product(const Node& node) const {
    const std::string type = node.type();
    if (type == "Mul") return true;
    if (type != "Div" && type != "Pow") return false;
    const std::optional<double> second = node.inputs()[1].constant(rank_);
    return second && (type == "Div" || *second == 2 || *second == 3);
  }

  void expand(const Node& node, const Value* x, Product& product) {
    if (!is_product(node)) return;
    const std::vector<Value> in = node.inputs();
    const std::string type = node.type();
    if (type == "Pow") {
      product.factors.insert(product.factors.end(), static_cast<std::size_t>(*in[1].constant(rank_)), in[0]);
      return;
    }
    expand(in[0], x, product);
    if (type == "Mul") expand(in[1], x, product);
    if (type == "Div") product.scale /= *in[1].constant(rank_);
  }

  const Graph& graph_;
  std::size_t rank_;
  double tolerance_;
  std::vector<Node> nodes_;
  Product product_;
};

// One number, or one per index of an axis: what the library has a function for.
bool is_per_channel(const Value& slope, const Value& x) {
  const std::vector<std::int64_t> dims = slope.dims();
  const auto channels = std::count_if(dims.begin(), dims.end(), [](std::int64_t d) { return d != 1; });
  return dims.size() <= x.dims().size() && channels <= 1 && std::count(dims.begin(), dims.end(), -1) == 0;
}

// In double the runtime fuses nothing, and has no kernel of most functions.
bool is_double(const Match& match) { return match.x.type() == ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE; }

bool is_last_axis(const Task& task, const Value& x) {
  return task.flattened || task.axis == -1 || task.axis == static_cast<std::int64_t>(x.dims().size()) - 1;
}

}  // namespace

std::optional<Match> match_composed(const Graph& graph, const Node& root) {
  if (!is_one_of(root.type(), {"Mul", "Div"})) return std::nullopt;
  return Matcher(graph, root).match();
}

std::optional<Match> match_single(const Graph&, const Node& node) {
  const NodeType* type = find_node_type(node.type());
  if (type == nullptr) return std::nullopt;
  const std::optional<Task> task = make_task(*type, node.since_version(), node);
  if (!task) return std::nullopt;
  const std::vector<Value> in = node.inputs();
  Match match{*task, type, in[0], std::nullopt, {node}};
  if (task->form == Form::prelu) {
    if (!is_per_channel(in[1], in[0])) return std::nullopt;
    match.slope = in[1];
  }
  if ((task->form == Form::softmax || task->form == Form::log_softmax) && !is_last_axis(*task, in[0])) {
    return std::nullopt;
  }
  return match;
}

bool is_fused_in_conv(const Graph& graph, const Match& match) {
  const std::optional<Node> producer = graph.producer(match.x);
  // HardSwish and Swish in versions after 1.23.
  return producer && producer->type() == "Conv" && !is_double(match) &&
         is_one_of(match.type->name, {"Sigmoid", "Tanh", "LeakyRelu", "HardSigmoid", "HardSwish", "Swish"});
}

bool is_fused_in_gemm(const Graph& graph, const Match& match) {
  const std::optional<Node> producer = graph.producer(match.x);
  if (!producer || producer->type() != "Gemm" || is_double(match)) return false;
  if (match.nodes.size() != 1 || !match.x.used_once()) return false;
  const std::string_view name = match.type->name;
  if (name == "LeakyRelu") return match.nodes[0].since_version() < 16;
  return is_one_of(name, {"Elu", "HardSigmoid", "Selu", "Sigmoid", "Softplus", "Softsign", "Tanh"});
}

bool is_quantized(const Graph& graph, const Match& match) {
  const std::optional<Node> producer = graph.producer(match.x);
  return producer && producer->type() == "DequantizeLinear";
}

}  // namespace simdact_onnxruntime
