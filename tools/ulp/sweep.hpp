// SPDX-License-Identifier: MIT
// Every float, or every stride-th, through a function's kernels and its oracle, on all cores; and what such a run
// finds, for the other types as well.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "format.hpp"
#include "hash.hpp"
#include "oracle.hpp"

namespace simdact::ulp {

// A kernel on an instruction set.
struct candidate {
  std::string isa;
  resolved run;
};

struct sweep_task {
  const oracle::function* function;
  std::vector<candidate> kernels;  // all are hashed; the first is measured
  bool measure = true;
  unit counted_in = unit::of_result;
  bool correct_rounding = false;  // every result is compared with the correctly rounded one
  std::uint64_t stride = 1;       // the inputs are the bit patterns 0, stride, 2 stride, ...
  unsigned threads = 1;
};

// Elements as doubles: format.hpp.
struct wrong_result {
  double x, got, want;
};

struct sweep_result {
  double max_ulp = 0;
  double worst = 0;  // the first input in the order of bits where max_ulp is met
  // With unit::of_larger, the largest error in ulp of the result where that has weight, and its first input.
  double result_ulp = 0, result_worst = 0;
  std::uint64_t wrong_specials = 0;
  std::uint64_t misrounded = 0;        // with correct_rounding
  std::uint64_t decided_by_mpfr = 0;   // inputs on which the double oracle lay too near a tie
  std::vector<wrong_result> examples;  // of wrong specials, then of misrounded results; a few
  std::vector<hash> hashes;            // one per kernel
  std::uint64_t inputs = 0;

  bool is_worse(double error, double x) const {
    return error > max_ulp || (error == max_ulp && bits_of(x) < bits_of(worst));
  }
  void keep_example(const wrong_result& example) {
    if (examples.size() < 4) examples.push_back(example);
  }
  // That of other inputs besides.
  void merge(const sweep_result& part);
};

// Called about four times a second from the calling thread with the part done, in [0, 1].
using progress = std::function<void(double)>;

sweep_result sweep(const sweep_task& task, const progress& report);

// The result of one input, of the kernel's type.
double run_once(const candidate& k, simdact_dtype dtype, double x);

}  // namespace simdact::ulp
