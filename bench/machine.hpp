// SPDX-License-Identifier: MIT
// Where and how the figures were made.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bench {

struct machine {
  std::string cpu, architecture, os, compiler, flags, build_type, date, version, isa;
  std::vector<std::string> isas;  // of ours, that this CPU runs
  unsigned processors;
  struct cache {
    int level;
    std::string kind;  // "data" or "unified"
    std::size_t bytes;
  };
  std::vector<cache> caches;
  int pinned_to = -1;  // the processor that the times were taken on; -1 where the thread could not be kept on one
};

// All but pinned_to.
machine this_machine();

}  // namespace bench
