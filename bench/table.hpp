// SPDX-License-Identifier: MIT
// What is shown on the terminal.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "errors.hpp"
#include "reporter.hpp"

namespace bench {

// The length that single figures are given for.
constexpr std::size_t usual_length = 4096;

// A length and the set that the inputs are from.
struct column {
  std::size_t n;
  std::string inputs;

  // As the end of a benchmark's name: "4096", or "4096/tails" for an unusual set.
  std::string path() const;
};

std::string format_head();
// The candidates of one task, the fastest first; columns that were measured.
std::string format_table(const std::vector<candidate>& candidates, std::vector<column> columns,
                         const std::map<std::string, timing>& times, const errors& known);

}  // namespace bench
