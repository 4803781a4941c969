// SPDX-License-Identifier: MIT
// A progress bar with the time left, on standard error if that is a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace bench {

// The work is the same kinds of steps over and over: what a kind took before it will take again, which is how the time
// left is known.
class progress {
 public:
  // guesses[kind]: seconds that a step of the kind may take, until one has been seen.
  progress(const std::vector<double>& guesses, std::size_t repetitions);
  ~progress() { clear(); }
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  // So much of the present step, which is of this kind, is done; 1 ends it.
  void show(std::size_t kind, double part, const std::string& what);
  void clear();  // before anything else is printed

 private:
  using time_point = std::chrono::steady_clock::time_point;
  struct step {
    double guess, taken = 0;
    std::size_t done = 0;
    double expected() const { return done == 0 ? guess : taken / static_cast<double>(done); }
  };
  double seconds_left(const step& present, double part, double spent) const;

  std::vector<step> kinds_;
  std::size_t repetitions_;
  time_point start_, step_start_, shown_;
  bool terminal_;
};

}  // namespace bench
