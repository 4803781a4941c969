// SPDX-License-Identifier: MIT
// The command line.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

#include "accuracy.hpp"
#include "candidate.hpp"
#include "timing.hpp"

namespace bench {

struct settings {
  std::vector<std::string> ops;    // in the library's order
  std::vector<candidate> all;      // of those functions, and the yardsticks
  std::vector<std::size_t> sizes;  // rising
  std::string json;                // "": none
  timing_options timing;
  accuracy_options accuracy;
};

// What the command line asks for, checked so far that only the measurement is left to fail. Help was printed or an
// argument was bad where this throws `finished`; the program then ends with its code.
struct finished {
  int code;
};
settings parse(int argc, char** argv);

}  // namespace bench
