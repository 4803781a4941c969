// SPDX-License-Identifier: MIT
// What a peer's file defines: one bench::peer named BENCH_PEER, a constant. Files compiled for an instruction set
// beyond the baseline keep their templates in an unnamed namespace and use no std containers or algorithms: the linker
// would merge such code with the baseline's.
#pragma once

#include <cstddef>

#include "simdact/simdact.h"

namespace bench {

struct peer_kernel {
  const char* op;       // as in ops.def; "copy" for a yardstick
  const char* variant;  // "" where there is but one
  bool composed;        // put together from the peer's functions, as its users would
  simdact_forward_fn run;
  const simdact_params* params = nullptr;  // handed to run; a peer with a state derives it from simdact_params
};

struct peer {
  const char* name;
  const char* version;
  const peer_kernel* kernels;
  std::size_t kernel_count;
  bool (*usable)() = nullptr;  // for what the CPU must have beyond the instruction set's own features
};

#ifdef BENCH_PEER
extern const peer BENCH_PEER;
#endif

template <std::size_t n>
constexpr peer make_peer(const char* name, const char* version, const peer_kernel (&kernels)[n]) {
  return {name, version, kernels, n};
}

}  // namespace bench

#define BENCH_STRING(text) #text
#define BENCH_TEXT(macro) BENCH_STRING(macro)
