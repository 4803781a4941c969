// SPDX-License-Identifier: MIT
// The execution provider: claims the nodes that match, compiles each match to a node of its own.
#pragma once

#include <string>
#include <vector>

#include "match.hpp"

namespace simdact_onnxruntime {

constexpr const char* provider_name = "simdact";

// What a session asks for, by options of the provider:
//   accuracy  a name of the library's list; high
//   nodes     the types to claim, separated by commas; with + or - before each, those to claim besides the default ones
//             or not to; the default ones
//   fused     1 to claim also what the runtime computes in the Gemm before it; 0
struct Options {
  simdact_accuracy accuracy = SIMDACT_HIGH;
  std::vector<const NodeType*> nodes;
  bool fused = false;
};

// Throws BadOption.
Options options_from(const OrtApi& api, const OrtSessionOptions* session_options);

OrtEp* make_provider(const OrtApi& api, const OrtEpApi& ep_api, Options options);
void release_provider(OrtEp* provider);

}  // namespace simdact_onnxruntime
