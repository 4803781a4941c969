// SPDX-License-Identifier: MIT
// A function and its derivative, for a picture of them.
#pragma once

#include <string>
#include <vector>

namespace bench {

struct curve {
  std::vector<double> x, f, derivative;
};

// At default parameters, over an interval that shows the function.
curve draw(const std::string& op);

}  // namespace bench
