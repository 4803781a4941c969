// SPDX-License-Identifier: MIT
// The largest errors over a sample of all inputs, and special values: the one user of the oracle.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <thread>

#include "dtype.hpp"
#include "errors.hpp"
#include "oracle.hpp"

namespace bench {
namespace {

namespace oracle = simdact::oracle;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::uint64_t seed = 20240229;

// The nearest number of the type to t, ties to even.
double round_to(const dtype& type, double t, double ulp) {
  const double y = std::copysign(std::nearbyint(t / ulp) * ulp, t);
  const double largest = std::ldexp(2 - std::ldexp(1, 1 - type.digits), 1 - type.least_exponent);
  return std::fabs(y) > largest ? std::copysign(infinity, t) : y;
}

// 1 at the smallest distance between numbers of the type around t.
double ulp_of(const dtype& type, double t) {
  const int exponent = std::isfinite(t) && t != 0 ? std::ilogb(t) : type.least_exponent;
  return std::ldexp(1, std::max(exponent, type.least_exponent) - type.digits + 1);
}

// Finite inputs: bit patterns, all of a 16-bit type; then, since a pattern's binades are thin where the functions turn
// and end, a grid over [-128, 128] and one over [-16, 16].
std::vector<double> sample(const dtype& type, std::uint32_t stride) {
  std::vector<double> x;
  const std::uint64_t patterns = type.size == 2 ? 1 << 16 : (std::uint64_t{1} << 32) / stride;
  std::mt19937_64 random(seed);
  for (std::uint64_t i = 0; i < patterns; ++i) {
    const std::uint64_t bits = type.size == 2 ? i : type.size == 4 ? i * stride : random();
    double value;
    type.load(&bits, &value, 1);
    if (std::isfinite(value)) x.push_back(value);
  }
  if (type.size == 2) return x;
  const auto grid = static_cast<std::int64_t>(patterns / 32);
  for (const double end : {128.0, 16.0}) {
    for (std::int64_t i = -grid; i < grid; ++i) {
      const double value = end * static_cast<double>(i) / static_cast<double>(grid);
      char stored[8];
      type.store(&value, stored, 1);
      x.emplace_back();
      type.load(stored, &x.back(), 1);
    }
  }
  return x;
}

// Inputs near each other share an interval, some 150 on either side of 0: equal steps near 0, equal ratios beyond.
constexpr double intervals_per_e = 16, linear_below = 1 / 64.0;
constexpr int last_interval = 155;
int interval_of(double x) {
  const double place = intervals_per_e * std::asinh(x / linear_below);
  return static_cast<int>(std::lround(std::clamp(place, -1.0 * last_interval, 1.0 * last_interval)));
}
double centre_of(int interval) { return linear_below * std::sinh(interval / intervals_per_e); }

// A task's inputs, and what it gives for each.
struct reference {
  const dtype& type;
  std::vector<double> x, exact, rounded, ulp;
  std::vector<int> interval;
  std::vector<char> stored, dy, results;

  reference(const dtype& t, std::vector<double> inputs) : type(t), x(std::move(inputs)) {
    const std::size_t n = x.size();
    stored.resize(n * type.size + 64);  // XNNPACK reads a few bytes beyond its input
    type.store(x.data(), stored.data(), n);
    results.resize(n * type.size);
    dy.resize(n * type.size);
    const std::vector<double> ones(n, 1.0);
    type.store(ones.data(), dy.data(), n);
    for (auto* values : {&exact, &rounded, &ulp}) values->resize(n);
    interval.resize(n);
  }

  void evaluate(const oracle::function& f, std::size_t begin, std::size_t end) {
    const std::vector<float> floats(x.begin() + static_cast<std::ptrdiff_t>(begin),
                                    x.begin() + static_cast<std::ptrdiff_t>(end));
    f.evaluate(nullptr, floats.data(), exact.data() + begin, end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      ulp[i] = ulp_of(type, exact[i]);
      rounded[i] = round_to(type, exact[i], ulp[i]);
      interval[i] = interval_of(x[i]);
    }
  }
  void evaluate(const oracle::function& f, unsigned threads) {
    std::vector<std::thread> workers;
    for (unsigned w = 0; w < threads; ++w) {
      workers.emplace_back([&, w] { evaluate(f, x.size() * w / threads, x.size() * (w + 1) / threads); });
    }
    for (std::thread& worker : workers) worker.join();
  }

  // The error in ulp; infinite where one of result and exact value is infinite or NaN and the other is not so.
  double error(double y, std::size_t i) const {
    if (std::isfinite(y) && std::isfinite(rounded[i])) return std::fabs(y - exact[i]) / ulp[i];
    return y == rounded[i] || (y != y && rounded[i] != rounded[i]) ? 0 : infinity;
  }
};

const oracle::function* exact_of(const task& what) {
  return what.type == SIMDACT_F64 ? nullptr : oracle::find(what.op, what.way);
}

std::vector<double> run(const candidate& c, reference& of) {
  constexpr std::size_t chunk = 8192;
  const std::size_t size = of.type.size, n = of.x.size();
  for (std::size_t i = 0; i < n; i += chunk) {
    c.run(of.stored.data() + i * size, of.dy.data() + i * size, of.results.data() + i * size, std::min(chunk, n - i));
  }
  std::vector<double> y(n);
  of.type.load(of.results.data(), y.data(), n);
  return y;
}

bool same(double a, double b) { return (a != a && b != b) || (a == b && std::signbit(a) == std::signbit(b)); }

// What an error in ulp does not tell: infinities, NaNs and zeros with their signs are met exactly, and so is a limit at
// an infinity that the type has.
std::vector<std::string> find_wrong_specials(const candidate& c, const oracle::function& exact) {
  static const std::pair<const char*, double> specials[] = {{"+0", 0.0},           {"-0", -0.0},
                                                            {"+inf", infinity},    {"-inf", -infinity},
                                                            {"nan", std::nan("")}, {"-nan", -std::nan("")}};
  std::vector<std::string> wrong;
  for (const auto& [name, x] : specials) {
    // In company, so that a vector kernel's own path is taken; every copy must be right.
    reference of(find_dtype(c.what.type), std::vector<double>(64, x));
    of.evaluate(exact, 0, 64);
    const double want = of.rounded[0];
    const bool must_be_met = std::isinf(x) ? want == of.exact[0] : want == 0;
    for (const double y : run(c, of)) {
      const bool wrong_sign = y == 0 && std::signbit(y) != std::signbit(of.exact[0]);
      const bool right = must_be_met || !std::isfinite(want) ? same(y, want) : std::isfinite(y) && !wrong_sign;
      if (right) continue;
      wrong.emplace_back(name);
      break;
    }
  }
  return wrong;
}

// Rounded to so many digits: the rest is noise. JSON has no infinity: null stands for it.
json number(double value, int digits) {
  return std::isfinite(value) ? json(std::stod(fmt::format("{:.{}g}", value, digits))) : json();
}

json measure(const candidate& c, reference& of, const oracle::function& exact, std::uint32_t stride) {
  const std::vector<double> y = run(c, of);
  double largest = 0, worst = 0;
  std::size_t wrong = 0;
  std::map<int, double> by_interval;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double error = of.error(y[i], i);
    wrong += !same(y[i], of.rounded[i]);
    double& nearby = by_interval[of.interval[i]];
    nearby = std::max(nearby, error);
    if (error > largest) {
      largest = error;
      worst = of.x[i];
    }
  }
  if (const ulp::record_row* row = find_record(c)) {  // which knows the largest over all inputs
    largest = row->measured;
    worst = row->worst;
  }
  json curve = json::array();
  for (const auto& [i, error] : by_interval) curve.push_back({number(centre_of(i), 4), number(error, 3)});
  return {{"version", c.version},
          {"ulp", number(largest, 6)},
          {"worst", largest > 0 ? ulp::hex(worst) : ""},
          {"wrong", wrong},
          {"inputs", y.size()},
          {"wrong_specials", find_wrong_specials(c, exact)},
          {"stride", stride},
          {"curve", curve}};
}

}  // namespace

std::vector<json> measure_errors(const std::vector<candidate>& candidates, std::uint32_t stride, unsigned threads) {
  const task& what = candidates.front().what;
  const oracle::function* exact = exact_of(what);
  if (exact == nullptr) return {};
  const dtype& type = find_dtype(what.type);
  reference of(type, sample(type, stride));
  of.evaluate(*exact, threads);
  std::vector<json> measured;
  for (const candidate& c : candidates) measured.push_back(measure(c, of, *exact, stride));
  return measured;
}

}  // namespace bench
