// SPDX-License-Identifier: MIT
// A bar with the time left, on standard error if that is a terminal.
#pragma once

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string>

namespace simdact::ulp {

class progress_bar {
 public:
  explicit progress_bar(double work) : work_(work) {}
  ~progress_bar() { clear(); }
  progress_bar(const progress_bar&) = delete;
  progress_bar& operator=(const progress_bar&) = delete;

  // So much of the work is done in all, and what is at work now.
  void show(double done, const std::string& what) {
    done_ = done;
    if (!terminal_) return;
    const double part = done_ / work_;
    const int full = static_cast<int>(30 * part), left = done_ > 0 ? static_cast<int>(seconds() / part - seconds()) : 0;
    clear();
    fmt::print(stderr, "[{:#<{}}{:.<{}}] {:3.0f} %  ", "", full, "", 30 - full, 100 * part);
    if (done_ > 0) fmt::print(stderr, "{}:{:02} left  ", left / 60, left % 60);
    fmt::print(stderr, "{}", what);
    std::fflush(stderr);
  }
  // The same, so much more of the work being done.
  void advance(double more, const std::string& what) { show(done_ + more, what); }
  // Before anything else is printed.
  void clear() {
    if (terminal_) fmt::print(stderr, "\r\033[K");
  }
  // Since it was made.
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  double work_, done_ = 0;
  bool terminal_ = isatty(STDERR_FILENO) != 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace simdact::ulp
