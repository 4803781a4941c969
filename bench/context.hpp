// SPDX-License-Identifier: MIT
// Where and how figures are made, beyond what Google Benchmark tells by itself.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace bench {

// Fixes the thread to a processor too, and says which.
std::vector<std::pair<std::string, std::string>> prepare_context();

}  // namespace bench
