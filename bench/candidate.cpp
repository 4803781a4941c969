// SPDX-License-Identifier: MIT
#include "candidate.hpp"

#include <algorithm>

#include "peers/peer.hpp"

namespace bench {

#define BENCH_PEER(symbol, isa) extern const peer symbol;
#define BENCH_ABSENT(name, package)
#include "peers.def"
#undef BENCH_PEER
#undef BENCH_ABSENT

namespace {

struct built_peer {
  const peer* p;
  const char* isa;
};

#define BENCH_PEER(symbol, isa) {&symbol, isa},
#define BENCH_ABSENT(name, package)
constexpr built_peer built[] = {
#include "peers.def"
};
#undef BENCH_PEER
#undef BENCH_ABSENT

// An ISA's peers are compiled with the flags of ours, so that they run where ours does.
bool usable(const built_peer& b) {
  return (*b.isa == '\0' || simdact_isa_supported(b.isa) != 0) && (b.p->usable == nullptr || b.p->usable());
}

// simdact_forward with its checks, as the timing loop calls a kernel.
struct checked_call : simdact_params {
  simdact_op op;
};
void run_checked(const simdact_params* params, const void* x, void* y, std::size_t n) {
  const auto* call = static_cast<const checked_call*>(params);
  simdact_forward(call->op, SIMDACT_F32, SIMDACT_HIGH, nullptr, x, y, n);
}
const checked_call* checked(simdact_op op) {
  static checked_call calls[SIMDACT_OP_END];
  calls[op].op = op;
  return &calls[op];
}

void add_ours(std::vector<candidate>& all, simdact_op op) {
  constexpr struct {
    simdact_accuracy id;
    const char* name;
  } tiers[] = {{SIMDACT_HIGH, "high"}, {SIMDACT_FAST, "fast"}, {SIMDACT_EXACT, "exact"}};
  const std::string name = simdact_op_name(op);
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    const char* isa = simdact_isa_name(i);
    if (simdact_set_isa(isa) != SIMDACT_OK) continue;
    const simdact_forward_fn high = simdact_find_forward(op, SIMDACT_F32, SIMDACT_HIGH);
    for (const auto& tier : tiers) {
      const simdact_forward_fn kernel = simdact_find_forward(op, SIMDACT_F32, tier.id);
      if (kernel == nullptr || (tier.id != SIMDACT_HIGH && kernel == high)) continue;
      all.push_back(
          {name, "simdact", tier.name, isa, false, kernel, nullptr, simdact_ulp_bound(op, SIMDACT_F32, tier.id)});
    }
  }
  simdact_set_isa(nullptr);
  all.push_back({name, "simdact_forward", "high", simdact_isa(), false, &run_checked, checked(op),
                 simdact_ulp_bound(op, SIMDACT_F32, SIMDACT_HIGH)});
}

void add_peers(std::vector<candidate>& all, const std::string& op) {
  for (const built_peer& b : built) {
    if (!usable(b)) continue;
    for (std::size_t k = 0; k < b.p->kernel_count; ++k) {
      const peer_kernel& kernel = b.p->kernels[k];
      if (op != kernel.op) continue;
      const std::string variant = *kernel.variant == '\0' ? "" : std::string(" ") + kernel.variant;
      all.push_back({op, b.p->name + variant, "", b.isa, kernel.composed, kernel.run, kernel.params, -1});
    }
  }
}

}  // namespace

std::vector<candidate> all_candidates() {
  std::vector<candidate> all;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    add_ours(all, simdact_op_at(i));
    add_peers(all, simdact_op_name(simdact_op_at(i)));
  }
  add_peers(all, "copy");
  return all;
}

std::vector<candidate> of_op(const std::vector<candidate>& all, const std::string& op) {
  std::vector<candidate> some;
  std::copy_if(all.begin(), all.end(), std::back_inserter(some), [&](const candidate& c) { return c.op == op; });
  return some;
}

std::vector<peer_info> built_peers() {
  std::vector<peer_info> peers;
  for (const built_peer& b : built) peers.push_back({b.p->name, b.p->version, b.isa, usable(b)});
  return peers;
}

std::vector<absent_peer> absent_peers() {
  return {
#define BENCH_PEER(symbol, isa)
#define BENCH_ABSENT(name, package) {name, package},
#include "peers.def"
#undef BENCH_PEER
#undef BENCH_ABSENT
  };
}

std::string path_of(const candidate& c) {
  std::string who = !c.ours() ? c.library : c.library == "simdact" ? c.tier : c.library;
  std::replace(who.begin(), who.end(), ' ', '-');
  return c.op + "/forward/f32/" + who + (c.isa.empty() ? "" : "/" + c.isa);
}

}  // namespace bench
