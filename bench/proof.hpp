// SPDX-License-Identifier: MIT
// The record of what was proven of our kernels over all inputs, tests/record.tsv.
#pragma once

#include <string>

#include "candidate.hpp"

namespace bench {

struct proof {
  double measured;  // the largest error in ulp
  std::string worst, hash;
};

// Null where the record has no such line.
const proof* find_proof(const task& what, const std::string& tier);

// Of the library, and of the kernel's results.
std::string our_version(const task& what, const std::string& tier);

}  // namespace bench
