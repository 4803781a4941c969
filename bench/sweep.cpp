// SPDX-License-Identifier: MIT
#include "sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

#include "oracle.hpp"
#include "ulp.hpp"

namespace bench {
namespace {

namespace oracle = simdact::oracle;

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
    const float x = ulp::float_of(static_cast<std::uint32_t>(i * stride_));
    return std::isfinite(x) ? x : 0.0f;
  }

 private:
  std::uint64_t stride_, patterns_, grid_;
};

// The error in ulp; infinite where one of result and exact value is infinite or NaN and the other is not so.
double ulp_error(float y, double t) {
  if (std::isfinite(y) && std::fabs(t) < ulp::overflow) return ulp::error(y, t);
  return std::isfinite(y) || !ulp::special_ok(0, y, t) ? infinity : 0;
}

const oracle::function* exact_of(const task& what) {
  return what.type == SIMDACT_F32 ? oracle::find(what.op, what.way) : nullptr;
}

struct block {
  std::vector<float> x, dy, y;
  std::vector<double> exact;
};

// Of one candidate, so far.
struct tally {
  double ulp = 0;
  float worst = 0;
  std::vector<double> by_prefix = std::vector<double>(1 << 16);  // the largest by the upper half of the input's bits
};

void fill(block& b, const sample_points& points, std::uint64_t first, std::size_t n, const oracle::function& exact,
          unsigned threads) {
  b.x.reserve(n + 64);  // XNNPACK reads a few bytes beyond its input
  b.x.resize(n);
  b.y.resize(n);
  b.exact.resize(n);
  std::vector<std::thread> workers;
  for (unsigned w = 0; w < threads; ++w) {
    workers.emplace_back([&, w] {
      const std::size_t begin = n * w / threads, end = n * (w + 1) / threads;
      for (std::size_t i = begin; i < end; ++i) b.x[i] = points[first + i];
      exact.evaluate(nullptr, b.x.data() + begin, b.exact.data() + begin, end - begin);
    });
  }
  for (std::thread& worker : workers) worker.join();
}

void compare(const candidate& c, block& b, tally& t) {
  constexpr std::size_t chunk = 8192;
  for (std::size_t first = 0; first < b.x.size(); first += chunk) {
    const std::size_t n = std::min(chunk, b.x.size() - first);
    c.run(b.x.data() + first, b.dy.data(), b.y.data() + first, n);
    for (std::size_t i = first; i < first + n; ++i) {
      const double error = ulp_error(b.y[i], b.exact[i]);
      double& nearby = t.by_prefix[ulp::bits_of(b.x[i]) >> 16];
      nearby = std::max(nearby, error);
      if (error > t.ulp) {
        t.ulp = error;
        t.worst = b.x[i];
      }
    }
  }
}

std::vector<std::string> find_wrong_specials(const candidate& c, const oracle::function& exact) {
  constexpr float inf = std::numeric_limits<float>::infinity();
  constexpr struct {
    const char* name;
    float x;
  } specials[] = {{"+0", 0.0f}, {"-0", -0.0f}, {"+inf", inf}, {"-inf", -inf}, {"nan", nan}, {"-nan", -nan}};
  std::vector<std::string> wrong;
  for (const auto& special : specials) {
    // In company, so that a vector kernel's own path is taken; every copy must be right.
    std::vector<float> x(128, special.x), dy(128, 1.0f), y(64);
    c.run(x.data(), dy.data(), y.data(), y.size());
    double t;
    exact.evaluate(nullptr, &special.x, &t, 1);
    const auto right = [&](float result) { return ulp::special_ok(special.x, result, t); };
    if (!std::all_of(y.begin(), y.end(), right)) wrong.emplace_back(special.name);
  }
  return wrong;
}

// The edges of some hundred intervals of |x|, narrow where functions turn: the subnormal numbers, then so many
// intervals of equal ratio up to each mark.
std::vector<double> interval_edges() {
  constexpr struct {
    double mark;
    int intervals;
  } parts[] = {{1e-30, 1}, {1e-8, 6}, {1e-2, 18}, {1e2, 64}, {1e5, 9}, {std::numeric_limits<float>::max(), 8}};
  std::vector<double> edges{0, std::numeric_limits<float>::min()};
  for (const auto& part : parts) {
    const double from = edges.back();
    for (int i = 1; i <= part.intervals; ++i) {
      edges.push_back(from * std::pow(part.mark / from, static_cast<double>(i) / part.intervals));
    }
  }
  return edges;
}

// The largest error of each interval, at its centre.
std::vector<std::pair<double, double>> curve_of(const tally& t) {
  static const std::vector<double> edges = interval_edges();
  const std::size_t half = edges.size() - 1;
  std::vector<std::pair<double, double>> curve(2 * half);
  for (std::size_t i = 0; i < half; ++i) {
    const double centre = i == 0 ? edges[1] / 2 : std::sqrt(edges[i] * edges[i + 1]);
    curve[half + i].first = centre;
    curve[half - 1 - i].first = -centre;
  }
  std::size_t i = 0;
  for (std::uint32_t top = 0; top < 0x7f80; ++top) {
    while (i + 1 < half && static_cast<double>(ulp::float_of(top << 16)) >= edges[i + 1]) ++i;
    double &right = curve[half + i].second, &left = curve[half - 1 - i].second;
    right = std::max(right, t.by_prefix[top]);
    left = std::max(left, t.by_prefix[top | 0x8000]);
  }
  return curve;
}

// Of ours the record knows the largest error over all floats.
measured_error conclude(const candidate& c, const tally& t, const oracle::function& exact, std::uint32_t stride) {
  measured_error e{t.ulp, t.ulp > 0 ? ulp::hex(static_cast<double>(t.worst)) : "", find_wrong_specials(c, exact),
                   stride, curve_of(t)};
  if (const ulp::record_row* row = find_record(c); row != nullptr) {
    e.ulp = row->measured;
    e.worst = ulp::hex(static_cast<double>(row->worst));
  }
  return e;
}

}  // namespace

bool can_measure(const task& what) { return exact_of(what) != nullptr; }

std::vector<measured_error> measure_errors(const std::vector<candidate>& candidates, std::uint32_t stride,
                                           unsigned threads, const std::function<void(double)>& progress) {
  constexpr std::uint64_t block_size = std::uint64_t{1} << 19;
  const oracle::function& exact = *exact_of(candidates.front().what);
  const sample_points points(stride);
  std::vector<tally> tallies(candidates.size());
  block b;
  b.dy.assign(block_size, 1.0f);
  for (std::uint64_t first = 0; first < points.count(); first += block_size) {
    const std::uint64_t n = std::min(block_size, points.count() - first);
    fill(b, points, first, n, exact, threads);
    for (std::size_t i = 0; i < candidates.size(); ++i) compare(candidates[i], b, tallies[i]);
    progress(static_cast<double>(n) / static_cast<double>(points.count()));
  }
  std::vector<measured_error> results;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    results.push_back(conclude(candidates[i], tallies[i], exact, stride));
  }
  return results;
}

}  // namespace bench
