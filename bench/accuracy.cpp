// SPDX-License-Identifier: MIT
#include "accuracy.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <thread>

#include "reference.hpp"

namespace bench {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

// Finite inputs of the sample by number: the bit patterns, then a coarse grid over [-128, 128], then a fine one over
// [-16, 16], since a pattern's binades are thin where the functions turn and end.
class sample_points {
 public:
  explicit sample_points(std::uint32_t stride)
      : stride_(stride), patterns_((std::uint64_t{1} << 32) / stride), grid_(patterns_ / 16) {}

  std::uint64_t count() const { return patterns_ + 2 * grid_; }

  float operator[](std::uint64_t i) const {
    if (i >= patterns_) {
      const bool fine = i >= patterns_ + grid_;
      const double step = 2.0 * static_cast<double>((i - patterns_) % grid_) / static_cast<double>(grid_) - 1;
      return static_cast<float>((fine ? 16 : 128) * step);
    }
    const auto bits = static_cast<std::uint32_t>(i * stride_);
    float x;
    std::memcpy(&x, &bits, sizeof(x));
    return std::isfinite(x) ? x : 0.0f;
  }

 private:
  std::uint64_t stride_, patterns_, grid_;
};

// The error in units of the spacing of floats around t.
double ulp_error(float y, double t) {
  constexpr double overflow = 0x1.ffffffp127;  // from here on the nearest float is infinite
  if (std::isnan(t)) return std::isnan(y) ? 0 : infinity;
  if (std::fabs(t) >= overflow) return std::isinf(y) && (y > 0) == (t > 0) ? 0 : infinity;
  if (!std::isfinite(y)) return infinity;
  std::uint64_t bits;
  std::memcpy(&bits, &t, sizeof(bits));
  const std::uint64_t exponent = std::max<std::uint64_t>(bits >> 52 & 0x7ff, 1023 - 126);
  const std::uint64_t inverse_bits = (2 * 1023 + 23 - exponent) << 52;  // 2^23 / 2^exponent
  double inverse;
  std::memcpy(&inverse, &inverse_bits, sizeof(inverse));
  return std::fabs(static_cast<double>(y) - t) * inverse;
}

struct block {
  std::vector<float> x, y;
  std::vector<double> exact;
};

void fill(block& b, const sample_points& points, std::uint64_t first, std::size_t n, const reference& exact,
          unsigned threads) {
  b.x.resize(n);
  b.y.resize(n);
  b.exact.resize(n);
  std::vector<std::thread> workers;
  for (unsigned w = 0; w < threads; ++w) {
    workers.emplace_back([&, w] {
      for (std::size_t i = n * w / threads; i < n * (w + 1) / threads; ++i) {
        b.x[i] = points[first + i];
        b.exact[i] = exact(b.x[i]);
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
}

void compare(const candidate& c, block& b, accuracy& result) {
  constexpr std::size_t chunk = 8192;
  for (std::size_t first = 0; first < b.x.size(); first += chunk) {
    const std::size_t n = std::min(chunk, b.x.size() - first);
    c.run(c.params, b.x.data() + first, b.y.data() + first, n);
    for (std::size_t i = first; i < first + n; ++i) {
      const double error = ulp_error(b.y[i], b.exact[i]);
      if (error > result.ulp) {
        result.ulp = error;
        result.worst = b.x[i];
      }
    }
  }
}

// Equal as special values are: every NaN alike, zeros by their sign.
bool same(float a, float b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b && std::signbit(a) == std::signbit(b);
}

std::vector<std::string> find_faults(const candidate& c, const reference& exact) {
  constexpr float inf = std::numeric_limits<float>::infinity();
  constexpr struct {
    const char* name;
    float x;
  } specials[] = {{"+0", 0.0f}, {"-0", -0.0f}, {"+inf", inf}, {"-inf", -inf}, {"nan", nan}, {"-nan", -nan}};
  std::vector<std::string> faults;
  for (const auto& special : specials) {
    // In company, so that a vector kernel's own path is taken; every copy must be right.
    std::vector<float> x(64, special.x), y(64);
    c.run(c.params, x.data(), y.data(), x.size());
    const double t = exact(special.x);
    // Where the value at zero is a number like ln 2 its error is part of the sample's.
    const auto right = [&](float result) {
      return t == 0 || !std::isfinite(t) ? same(result, static_cast<float>(t)) : ulp_error(result, t) < 1e6;
    };
    if (!std::all_of(y.begin(), y.end(), right)) faults.emplace_back(special.name);
  }
  return faults;
}

}  // namespace

std::vector<accuracy> measure_accuracy(const std::vector<candidate>& candidates, const accuracy_options& options,
                                       const std::function<void(double)>& progress) {
  constexpr std::uint64_t block_size = std::uint64_t{1} << 19;
  const reference exact(candidates.front().op);
  const sample_points points(options.stride);
  std::vector<accuracy> results(candidates.size());
  block b;
  for (std::uint64_t first = 0; first < points.count(); first += block_size) {
    const std::uint64_t n = std::min(block_size, points.count() - first);
    fill(b, points, first, n, exact, options.threads);
    for (std::size_t i = 0; i < candidates.size(); ++i) compare(candidates[i], b, results[i]);
    progress(static_cast<double>(n) / static_cast<double>(points.count()));
  }
  for (std::size_t i = 0; i < candidates.size(); ++i) results[i].faults = find_faults(candidates[i], exact);
  return results;
}

}  // namespace bench
