// SPDX-License-Identifier: MIT
#include "progress.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace bench {

using std::chrono::steady_clock;

namespace {
double seconds(steady_clock::duration d) { return std::chrono::duration<double>(d).count(); }
}  // namespace

progress::progress(const std::vector<double>& guesses, std::size_t repetitions)
    : repetitions_(repetitions),
      start_(steady_clock::now()),
      step_start_(start_),
      shown_(start_),
      terminal_(isatty(STDERR_FILENO) != 0) {
  for (const double guess : guesses) kinds_.push_back({guess});
}

double progress::seconds_left(const step& present, double part, double spent) const {
  double left = 0;
  for (const step& kind : kinds_) left += static_cast<double>(repetitions_ - kind.done) * kind.expected();
  const double expected = part > 0.2 ? spent / part : present.expected();
  return std::max(0.0, left - present.expected() + std::max(0.0, expected - spent));
}

void progress::show(std::size_t kind, double part, const std::string& what) {
  const auto now = steady_clock::now();
  step& present = kinds_[kind];
  const double spent = seconds(now - step_start_);
  const double left = seconds_left(present, part, spent), elapsed = seconds(now - start_);
  if (part >= 1) {
    present.taken += spent;
    ++present.done;
    step_start_ = now;
  }
  if (!terminal_ || now - shown_ < std::chrono::milliseconds(100)) return;
  shown_ = now;
  constexpr int width = 30;
  const double whole = elapsed / (elapsed + left);
  const int rounded = static_cast<int>(left + 0.5), full = static_cast<int>(whole * width);
  fmt::print(stderr, "\r\033[K[{}{}] {:3.0f} %  {}:{:02} left  {}", std::string(static_cast<std::size_t>(full), '#'),
             std::string(static_cast<std::size_t>(width - full), '.'), 100 * whole, rounded / 60, rounded % 60, what);
  std::fflush(stderr);
}

void progress::clear() {
  if (!terminal_) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
}

}  // namespace bench
