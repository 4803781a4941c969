// SPDX-License-Identifier: MIT
// Every float, or every stride-th, through a function's kernels and its oracle, on all cores.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

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
  bool correct_rounding = false;  // every result is compared with the correctly rounded one
  std::uint64_t stride = 1;       // the inputs are the bit patterns 0, stride, 2 stride, ...
  unsigned threads = 1;
};

struct wrong_result {
  float x, got;
  double want;
};

struct sweep_result {
  double max_ulp = 0;
  float worst = 0;  // the first input in the order of bits where max_ulp is met
  std::uint64_t wrong_specials = 0;
  std::uint64_t misrounded = 0;        // with correct_rounding
  std::uint64_t decided_by_mpfr = 0;   // inputs on which the double oracle lay too near a tie
  std::vector<wrong_result> examples;  // of wrong specials, then of misrounded results; a few
  std::vector<hash> hashes;            // one per kernel
};

// Called about four times a second from the calling thread with the part done, in [0, 1].
using progress = std::function<void(double)>;

sweep_result sweep(const sweep_task& task, const progress& report);

// The result of one input.
float run_once(const candidate& k, float x);

}  // namespace simdact::ulp
