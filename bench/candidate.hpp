// SPDX-License-Identifier: MIT
// What is compared: our kernels, per instruction set and tier, and the peers' that this build has and this CPU can run.
#pragma once

#include <string>
#include <vector>

#include "simdact/simdact.h"

namespace bench {

struct candidate {
  std::string op;       // "copy" for a yardstick
  std::string library;  // "simdact", "SLEEF u10", ...
  std::string tier;     // ours alone: "high", "fast", "exact"
  std::string isa;      // "" for a peer that chooses by itself
  bool composed;        // put together from the peer's functions, as its users would
  simdact_forward_fn run;
  const simdact_params* params;
  double bound = -1;  // ours alone: the largest error promised, in ulp

  bool ours() const { return !tier.empty(); }
};

struct peer_info {
  std::string name, version, isa;
  bool usable;  // false where the CPU lacks its instruction set
};
struct absent_peer {
  std::string name, package;
};

// Every op's candidates in the library's order of ops, ours first; then the yardsticks'.
std::vector<candidate> all_candidates();
// Those of one op.
std::vector<candidate> of_op(const std::vector<candidate>& all, const std::string& op);

std::vector<peer_info> built_peers();
std::vector<absent_peer> absent_peers();

// op/direction/dtype/tier/isa, or op/direction/dtype/peer/isa
std::string path_of(const candidate& c);

}  // namespace bench
