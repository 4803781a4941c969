// SPDX-License-Identifier: MIT
// Where and how the figures were made.
#pragma once

#include <string>
#include <vector>

namespace bench {

struct machine {
  std::string cpu, architecture, os, compiler, flags, build_type, date, version, isa;
  std::vector<std::string> isas;  // of ours, that this CPU runs
  unsigned processors;
};

machine this_machine();

}  // namespace bench
