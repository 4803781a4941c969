// SPDX-License-Identifier: MIT
#include "progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace bench {

using std::chrono::steady_clock;

progress::progress(double total)
    : start_(steady_clock::now()), shown_(start_), total_(total), terminal_(isatty(STDERR_FILENO) != 0) {}

void progress::advance(double work, const std::string& what) {
  done_ += work;
  const auto now = steady_clock::now();
  if (!terminal_ || now - shown_ < std::chrono::milliseconds(100)) return;
  shown_ = now;
  constexpr int width = 30;
  const double part = std::min(1.0, done_ / total_);
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const int left = static_cast<int>(elapsed / part * (1 - part) + 0.5);
  const int full = static_cast<int>(part * width);
  fmt::print(stderr, "\r\033[K[{}{}] {:3.0f} %  {}:{:02} left  {}", std::string(static_cast<std::size_t>(full), '#'),
             std::string(static_cast<std::size_t>(width - full), '.'), 100 * part, left / 60, left % 60, what);
  std::fflush(stderr);
}

void progress::clear() {
  if (!terminal_) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
}

}  // namespace bench
