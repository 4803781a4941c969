// SPDX-License-Identifier: MIT
// A bar with the time left, on standard error if that is a terminal.
#pragma once

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>

namespace bench {

class progress {
 public:
  explicit progress(double work) : work_(work) {}
  ~progress() { clear(); }
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;

  // So much more of the work is done, and what comes next.
  void advance(double done, const std::string& next) {
    done_ += done;
    if (!terminal_) return;
    const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    const double part = done_ / work_;
    const int full = static_cast<int>(30 * part), left = done_ > 0 ? static_cast<int>(spent / part - spent + 0.5) : 0;
    clear();
    fmt::print(stderr, "[{:#<{}}{:.<{}}] {:3.0f} %  ", "", full, "", 30 - full, 100 * part);
    if (done_ > 0) fmt::print(stderr, "{}:{:02} left  ", left / 60, left % 60);
    fmt::print(stderr, "{}", next);
    std::fflush(stderr);
  }
  // Before anything else is printed.
  void clear() {
    if (terminal_) fmt::print(stderr, "\r\033[K");
  }

 private:
  double work_, done_ = 0;
  bool terminal_ = isatty(STDERR_FILENO) != 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace bench
