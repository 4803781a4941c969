// SPDX-License-Identifier: MIT
#include "provider.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <sstream>

#include "run.hpp"

namespace simdact_onnxruntime {
namespace {

// A compiled match.
struct Compiled final : OrtNodeComputeInfo {
  Compiled(const OrtApi& runtime, const Task& the_task, std::size_t x_index, std::size_t slope_index)
      : OrtNodeComputeInfo{}, api(runtime), task(the_task), x(x_index), slope(slope_index) {
    ort_version_supported = provider_api_version;
    CreateState = [](OrtNodeComputeInfo* self, OrtNodeComputeContext*, void** state) noexcept -> OrtStatus* {
      *state = self;
      return nullptr;
    };
    Compute = [](OrtNodeComputeInfo*, void* state, OrtKernelContext* context) noexcept -> OrtStatus* {
      const Compiled& self = *static_cast<const Compiled*>(static_cast<OrtNodeComputeInfo*>(state));
      return guarded(self.api, [&] { run(self.api, self.task, context, self.x, self.slope); });
    };
    ReleaseState = [](OrtNodeComputeInfo*, void*) noexcept {};
  }

  const OrtApi& api;
  const Task task;
  const std::size_t x, slope;
};

class Provider final : public OrtEp {
 public:
  Provider(const OrtApi& api, const OrtEpApi& ep_api, Options options)
      : OrtEp{}, api_(api), ep_api_(ep_api), options_(std::move(options)) {
    ort_version_supported = provider_api_version;
    GetName = [](const OrtEp*) noexcept { return provider_name; };
    GetCapability = [](OrtEp* self, const OrtGraph* graph, OrtEpGraphSupportInfo* support) noexcept {
      return guarded(of(self).api_, [&] { of(self).claim(graph, support); });
    };
    Compile = [](OrtEp* self, const OrtGraph** graphs, const OrtNode** fused, std::size_t count,
                 OrtNodeComputeInfo** infos, OrtNode**) noexcept {
      return guarded(of(self).api_, [&] {
        for (std::size_t i = 0; i < count; ++i) infos[i] = of(self).compile(graphs[i], fused[i]).release();
      });
    };
    ReleaseNodeComputeInfos = [](OrtEp*, OrtNodeComputeInfo** infos, std::size_t count) noexcept {
      for (std::size_t i = 0; i < count; ++i) delete static_cast<Compiled*>(infos[i]);
    };
  }

 private:
  static Provider& of(OrtEp* self) { return *static_cast<Provider*>(self); }

  bool wants(const Graph& graph, const Match& match) const {
    const bool asked_for = std::find(options_.nodes.begin(), options_.nodes.end(), match.type) != options_.nodes.end();
    return asked_for && !is_quantized(graph, match) && !is_fused_in_conv(graph, match) &&
           (options_.fused || !is_fused_in_gemm(graph, match)) &&
           resolved(match.task, dtype_of(match.x.type()), options_.accuracy);
  }

  void claim(const OrtGraph* ort_graph, OrtEpGraphSupportInfo* support) const {
    const Graph graph(api_, ort_graph);
    const std::vector<Node>& nodes = graph.nodes();
    std::set<const OrtNode*> taken;
    // The composed ones first, since what is part of one is not claimed by itself.
    for (const auto find : {match_composed, match_single}) {
      for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
        if (node->assigned() || taken.count(node->get()) != 0) continue;
        const std::optional<Match> match = find(graph, *node);
        if (!match || std::any_of(match->nodes.begin(), match->nodes.end(),
                                  [&](const Node& n) { return n.assigned() || taken.count(n.get()) != 0; })) {
          continue;
        }
        std::vector<const OrtNode*> claimed;
        for (const Node& n : match->nodes) claimed.push_back(n.get());
        // What is left to the runtime is left to it whole.
        taken.insert(claimed.begin(), claimed.end());
        if (!wants(graph, *match)) continue;
        OrtNodeFusionOptions fusion{};
        fusion.ort_version_supported = provider_api_version;
        fusion.drop_constant_initializers = claimed.size() > 1;  // the constants of the composition
        check(api_, ep_api_.EpGraphSupportInfo_AddNodesToFuse(support, claimed.data(), claimed.size(), &fusion));
      }
    }
  }

  std::unique_ptr<Compiled> compile(const OrtGraph* ort_graph, const OrtNode* fused) const {
    const Graph graph(api_, ort_graph);
    const std::vector<Node>& nodes = graph.nodes();
    for (const Node& root : nodes) {
      const std::optional<Match> match = nodes.size() > 1 ? match_composed(graph, root) : match_single(graph, root);
      if (!match || match->nodes.size() != nodes.size()) continue;
      const std::optional<Task> task = resolved(match->task, dtype_of(match->x.type()), options_.accuracy);
      if (!task) continue;
      const std::size_t x = input_of(fused, match->x);
      return std::make_unique<Compiled>(api_, *task, x, match->slope ? input_of(fused, *match->slope) : x);
    }
    throw std::runtime_error("simdact: these nodes are none that were claimed");
  }

  std::size_t input_of(const OrtNode* fused, const Value& value) const {
    const std::vector<Value> inputs = Node(api_, fused).inputs();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (inputs[i].name() == value.name()) return i;
    }
    throw std::runtime_error("simdact: " + value.name() + " is no input of the fused node");
  }

  const OrtApi& api_;
  const OrtEpApi& ep_api_;
  const Options options_;
};

bool has_sign(const std::string& name) { return !name.empty() && (name[0] == '+' || name[0] == '-'); }

// "Mish,Softplus": these alone; "+Softmax,-Mish": the default ones with the one and without the other.
std::vector<const NodeType*> node_types_from(const std::string& names) {
  std::vector<const NodeType*> types;
  if (names.empty() || has_sign(names)) {
    for (const NodeType& type : node_types) {
      if (type.by_default) types.push_back(&type);
    }
  }
  std::istringstream stream(names);
  for (std::string name; std::getline(stream, name, ',');) {
    const NodeType* type = find_node_type(has_sign(name) ? name.substr(1) : name);
    if (type == nullptr) throw BadOption("simdact: nodes names '" + name + "', which is no node type that it computes");
    types.erase(std::remove(types.begin(), types.end(), type), types.end());
    if (name[0] != '-') types.push_back(type);
  }
  return types;
}

bool flag_from(const std::string& value) {
  if (value != "0" && value != "1") throw BadOption("simdact: fused is '0' or '1', not '" + value + "'");
  return value == "1";
}

}  // namespace

Options options_from(const OrtApi& api, const OrtSessionOptions* session_options) {
  const std::string prefix = std::string("ep.") + provider_name + ".";
  OrtKeyValuePairs* found = nullptr;
  check(api, api.GetSessionOptionsConfigEntries(session_options, &found));
  const std::unique_ptr<OrtKeyValuePairs, void (*)(OrtKeyValuePairs*)> entries(found, api.ReleaseKeyValuePairs);
  const char *const *keys = nullptr, *const *values = nullptr;
  std::size_t count = 0;
  api.GetKeyValuePairs(found, &keys, &values, &count);

  Options options{SIMDACT_HIGH, node_types_from(""), false};
  for (std::size_t i = 0; i < count; ++i) {
    const std::string key = keys[i], value = values[i];
    if (key.compare(0, prefix.size(), prefix) != 0) continue;
    const std::string option = key.substr(prefix.size());
    if (option == "accuracy") {
      options.accuracy = accuracy_from(value);
    } else if (option == "nodes") {
      options.nodes = node_types_from(value);
    } else if (option == "fused") {
      options.fused = flag_from(value);
    } else {
      throw BadOption("simdact: no option '" + option + "'; there are 'accuracy', 'nodes' and 'fused'");
    }
  }
  return options;
}

OrtEp* make_provider(const OrtApi& api, const OrtEpApi& ep_api, Options options) {
  return new Provider(api, ep_api, std::move(options));
}

void release_provider(OrtEp* provider) { delete static_cast<Provider*>(provider); }

}  // namespace simdact_onnxruntime
