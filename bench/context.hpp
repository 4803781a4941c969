// SPDX-License-Identifier: MIT
// Where and how figures were made, beyond what Google Benchmark tells by itself.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace bench {

std::vector<std::pair<std::string, std::string>> context();

}  // namespace bench
