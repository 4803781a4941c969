// SPDX-License-Identifier: MIT
// A progress bar with the time left, on standard error if that is a terminal.
#pragma once

#include <chrono>
#include <string>

namespace bench {

class progress {
 public:
  explicit progress(double total);
  ~progress() { clear(); }
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  void advance(double work, const std::string& what);
  void clear();  // before anything else is printed

 private:
  std::chrono::steady_clock::time_point start_, shown_;
  double total_, done_ = 0;
  bool terminal_;
};

}  // namespace bench
