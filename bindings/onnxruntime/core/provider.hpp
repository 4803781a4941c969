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
//   nodes     the types to claim, separated by commas, or with - before each those not to; all
struct Options {
  simdact_accuracy accuracy = SIMDACT_HIGH;
  std::vector<const NodeType*> nodes;
};

// Throws BadOption.
Options options_from(const OrtApi& api, const OrtSessionOptions* session_options);

OrtEp* make_provider(const OrtApi& api, const OrtEpApi& ep_api, Options options);
void release_provider(OrtEp* provider);

}  // namespace simdact_onnxruntime
