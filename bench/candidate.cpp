// SPDX-License-Identifier: MIT
#include "candidate.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "peers/peer.hpp"
#include "proof.hpp"

namespace bench {

#define BENCH_PEER(symbol, isa) extern const peer symbol;
#define BENCH_ABSENT(name, package)
#include "peers.def"
#undef BENCH_PEER
#undef BENCH_ABSENT

namespace {

struct built_peer {
  const peer* p;
  const char* isa;  // that it was compiled for; "" for one that chooses by itself
};

#define BENCH_PEER(symbol, isa) {&symbol, isa},
#define BENCH_ABSENT(name, package)
constexpr built_peer built[] = {
#include "peers.def"
};
#undef BENCH_PEER
#undef BENCH_ABSENT

// An instruction set's peers are compiled with the flags of ours, so that they run where ours does.
bool usable(const built_peer& b) {
  return (*b.isa == '\0' || simdact_isa_supported(b.isa) != 0) && (b.p->usable == nullptr || b.p->usable());
}

std::string widest_isa() {
  std::size_t i = 0;
  while (simdact_isa_supported(simdact_isa_name(i)) == 0) ++i;
  return simdact_isa_name(i);
}

std::string isa_of(const built_peer& b) {
  if (*b.isa != '\0') return b.isa;
  return b.p->isa != nullptr ? b.p->isa() : widest_isa();
}

std::string name_of(const peer& p, const peer_kernel& k) {
  return std::string(p.name) + (*k.variant == '\0' ? "" : "_") + k.variant + (k.composed ? "_composed" : "");
}

// A tier gets a kernel of its own or, where it has none, that of the first.
constexpr struct {
  simdact_accuracy id;
  const char* name;
} tiers[] = {{SIMDACT_HIGH, "high"}, {SIMDACT_FAST, "fast"}, {SIMDACT_EXACT, "exact"}};

using by_direction = std::map<std::string, std::vector<candidate>>;

// The kernels of the instruction set in use.
void add_ours(by_direction& all, simdact_op op, const dtype& type) {
  const auto find = [&](simdact_accuracy tier) {
    return std::pair{simdact_find_forward(op, type.id, tier), simdact_find_backward(op, type.id, tier)};
  };
  const auto [high_forward, high_backward] = find(SIMDACT_HIGH);
  for (const auto& tier : tiers) {
    const auto [forward, backward] = find(tier.id);
    const bool first = tier.id == SIMDACT_HIGH;
    const auto add = [&](const char* direction, simdact_forward_fn f, simdact_backward_fn b, double bound) {
      const task what{simdact_op_name(op), direction, type.name};
      const std::string version = our_version(what, tier.name);
      all[direction].push_back({what, tier.name, simdact_isa(), version, f, b, nullptr, true, bound});
    };
    if (forward != nullptr && (first || forward != high_forward)) {
      add("forward", forward, nullptr, simdact_ulp_bound(op, type.id, tier.id));
    }
    if (backward != nullptr && (first || backward != high_backward)) add("backward", nullptr, backward, -1);
  }
}

void add_peers(by_direction& all, const std::string& op, const char* wanted, const dtype& type) {
  for (const built_peer& b : built) {
    if (!usable(b)) continue;
    for (std::size_t i = 0; i < b.p->kernel_count; ++i) {
      const peer_kernel& k = b.p->kernels[i];
      if (std::strcmp(k.op, wanted) != 0 || std::strcmp(k.dtype, type.name) != 0) continue;
      const char* direction = k.forward != nullptr ? "forward" : "backward";
      const task what{op, direction, type.name};
      all[direction].push_back(
          {what, name_of(*b.p, k), isa_of(b), b.p->version, k.forward, k.backward, k.params, false, -1});
    }
  }
}

}  // namespace

const std::vector<dtype>& dtypes() {
  static const std::vector<dtype> all = {
      {SIMDACT_F32, "f32", sizeof(float),
       [](const float* from, void* to, std::size_t n) { std::memcpy(to, from, n * sizeof(float)); }}};
  return all;
}

std::vector<std::vector<candidate>> all_candidates(const std::vector<std::string>& ops) {
  std::vector<std::vector<candidate>> all;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    const std::string name = simdact_op_name(op);
    if (!ops.empty() && std::find(ops.begin(), ops.end(), name) == ops.end()) continue;
    for (const dtype& type : dtypes()) {
      by_direction found;
      for (std::size_t k = 0; k < simdact_isa_count(); ++k) {
        if (simdact_set_isa(simdact_isa_name(k)) == SIMDACT_OK) add_ours(found, op, type);
      }
      simdact_set_isa(nullptr);
      add_peers(found, name, name.c_str(), type);
      add_peers(found, name, "copy", type);
      for (const char* direction : {"forward", "backward"}) {
        if (!found[direction].empty()) all.push_back(found[direction]);
      }
    }
  }
  return all;
}

std::vector<std::pair<std::string, std::string>> peer_versions() {
  std::vector<std::pair<std::string, std::string>> versions;
  for (const built_peer& b : built) {
    const bool listed = !versions.empty() && versions.back().first == b.p->name;
    if (*b.p->version != '\0' && !listed) versions.emplace_back(b.p->name, b.p->version);
  }
  return versions;
}

std::vector<std::pair<std::string, std::string>> absent_peers() {
  return {
#define BENCH_PEER(symbol, isa)
#define BENCH_ABSENT(name, package) {name, package},
#include "peers.def"
#undef BENCH_PEER
#undef BENCH_ABSENT
  };
}

}  // namespace bench
