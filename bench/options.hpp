// SPDX-License-Identifier: MIT
// The command line of simdact-bench.
#pragma once

#include <string>
#include <vector>

#include "errors.hpp"
#include "table.hpp"

namespace bench {

struct settings {
  std::vector<std::string> ops;  // none: all
  // By rising length, the usual inputs first: of functions, and of their derivatives.
  std::vector<column> forward_columns, derivative_columns;
  std::string out;  // "": no file
  errors known;
  int repetitions;
  double sample_s;
  bool list;
  std::vector<std::string> flags;  // for Google Benchmark

  const std::vector<column>& columns_of(direction way) const {
    return way == direction::forward ? forward_columns : derivative_columns;
  }
};

// Help was printed or an argument was bad where this throws `finished`; the program then ends with its code.
struct finished {
  int code;
};
settings parse(int argc, char** argv);

}  // namespace bench
