// SPDX-License-Identifier: MIT
// The one timing loop: every candidate once a round, in a new order each round.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "candidate.hpp"
#include "inputs.hpp"

namespace bench {

struct timing_options {
  int rounds = 100;
  double sample_ns = 25'000;
  // For one length of one function: past it there are fewer rounds, but eight. Whose sample takes a twentieth of it is
  // called once, before the rounds.
  double limit_s = 2;
  double gate = 1.25;  // a round whose copy takes longer than this times its lower quartile is dropped
  std::uint64_t seed = default_seed;
  input_kind inputs = input_kind::normal;
};

struct timing {
  double min, median;  // ns per element
  int samples;         // fewer than the rounds for a candidate much slower than a sample's length
};

struct timing_series {
  std::size_t n;
  std::vector<timing> of;  // one per candidate
  int kept, dropped;  // rounds; more are run than asked for where some had to be dropped, up to three times as many
};

// candidates[yardstick] is the copy that gates the rounds; a holds n elements or more. `progress` is called once a
// round with the part that is done, and with 1 at the end.
timing_series measure(const std::vector<candidate>& candidates, std::size_t yardstick, std::size_t n, const arrays& a,
                      const timing_options& options, const std::function<void(double)>& progress);

// Keeps the calling thread on one processor while the object lives.
class pinned {
 public:
  // The processor that this thread runs on; -1 where it cannot be kept on one.
  static int choose();
  explicit pinned(int processor);  // nothing for -1
  ~pinned();
  pinned(const pinned&) = delete;
  pinned& operator=(const pinned&) = delete;

 private:
  std::vector<unsigned char> before_;
};

}  // namespace bench
