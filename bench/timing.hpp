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
  int rounds = 300;
  double sample_ns = 25'000;
  double gate = 1.25;  // a round whose copy takes longer than this times its lower quartile is dropped
  std::uint64_t seed = default_seed;
};

struct timing {
  double min, median;  // ns per element
};

struct timing_series {
  std::size_t n;
  std::vector<timing> of;  // one per candidate
  int kept, dropped;  // rounds; more are run than asked for where some had to be dropped, up to three times as many
};

// candidates[yardstick] is the copy that gates the rounds. `progress` is called once a round.
timing_series measure(const std::vector<candidate>& candidates, std::size_t yardstick, std::size_t n,
                      const timing_options& options, const std::function<void()>& progress);

// Keeps the calling thread on the processor it runs on while the object lives.
class pinned {
 public:
  pinned();
  ~pinned();
  pinned(const pinned&) = delete;
  pinned& operator=(const pinned&) = delete;

 private:
  std::vector<unsigned char> before_;
};

}  // namespace bench
