// SPDX-License-Identifier: MIT
// The largest errors over a sample of all inputs, and special values: the one user of the oracle.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <future>
#include <limits>
#include <random>
#include <thread>

#include "errors.hpp"
#include "oracle.hpp"
#include "sample.hpp"
#include "ulp.hpp"

namespace bench {
namespace {

namespace oracle = simdact::oracle;

constexpr double infinity = std::numeric_limits<double>::infinity();

// Finite inputs: all of a 16-bit type, the tests' sample of f64; of f32 bit patterns and then, since a pattern's
// binades are thin where the functions turn and end, a grid over [-128, 128] and one over [-16, 16].
std::vector<double> sample(const ulp::format& f, std::uint32_t stride) {
  const std::uint64_t patterns = f.size == 2 ? 1 << 16 : (std::uint64_t{1} << 32) / stride;
  const std::uint64_t grid = f.size == 4 ? patterns / 16 : 0, count = f.size == 8 ? patterns / 32 : patterns;
  std::vector<double> x;
  for (std::uint64_t i = 0; i < count; ++i) {
    const double value = f.size == 8 ? ulp::sample(i) : ulp::value_of(f, f.size == 2 ? i : i * stride);
    if (std::isfinite(value)) x.push_back(value);
  }
  for (const double end : {128.0, 16.0}) {
    for (std::uint64_t i = 0; i < grid; ++i) {
      x.push_back(ulp::rounded(f, end * (2 * static_cast<double>(i) / static_cast<double>(grid) - 1)));
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

// Rows, each of another kind, so many of each length as a candidate works on at once.
struct piece {
  std::size_t begin, n, elements;
};
std::vector<double> draw_rows(const ulp::format& f, const join& j, std::vector<piece>& pieces) {
  // The middle and the spread of its logits: usual ones, flat, wide, shifted to where e^x overflows or vanishes, and
  // far.
  constexpr std::pair<double, double> kinds[] = {{0, 1}, {0, 0}, {0, 30}, {300, 3}, {-700, 5}, {5000, 10}, {-95, 20}};
  std::mt19937_64 random(20240229);
  std::vector<double> x;
  for (const std::size_t n : {1, 7, 8, 64, 1000, 4096, 32768}) {
    for (std::size_t repeat = 0; repeat < (rows_of(n) < std::size(kinds) ? std::size(kinds) : 1); ++repeat) {
      pieces.push_back({x.size(), n, j.elements(n)});
      for (std::size_t row = 0; row < j.elements(n) / n; ++row) {
        const auto [middle, spread] = kinds[(row + repeat) % std::size(kinds)];
        std::normal_distribution<double> normal;
        for (std::size_t i = 0; i < n; ++i) x.push_back(ulp::rounded(f, middle + spread * normal(random)));
      }
    }
  }
  return x;
}

std::vector<piece> cut(std::size_t size) {
  constexpr std::size_t chunk = 8192;
  std::vector<piece> pieces;
  for (std::size_t i = 0; i < size; i += chunk) {
    const std::size_t n = std::min(chunk, size - i);
    pieces.push_back({i, n, n});
  }
  return pieces;
}

// Null where there is none.
const oracle::function* exact_of(const task& what) {
  if (what.joined != nullptr && what.way != direction::forward) return nullptr;
  const oracle::function* function = oracle::find(what.joined != nullptr ? what.joined->op : what.op, what.way);
  return function == nullptr || (what.type == SIMDACT_F64 && function->evaluate_wide == nullptr) ? nullptr : function;
}

// A task's inputs, and what it gives for each.
struct reference {
  const task& what;
  const ulp::format& f;
  const oracle::function* function;  // null for rows
  const simdact_params* params;
  std::vector<double> x, exact, rounded, per_ulp;
  std::vector<ulp::wide> wide;  // the exact values of f64, for which there is no per_ulp
  std::vector<int> interval;
  std::vector<char> stored, second, results;
  std::vector<piece> pieces;  // that candidates are run on

  // Of the second array every element is 1, of derivatives dy, or the join's.
  reference(const task& of, std::vector<double> inputs, std::vector<piece> parts)
      : what(of),
        f(ulp::format_of(of.type)),
        function(exact_of(of)),
        params(of.joined != nullptr ? of.joined->exact_params : nullptr),
        x(std::move(inputs)),
        pieces(std::move(parts)) {
    const std::size_t n = x.size();
    stored.resize(n * f.size + 64);  // XNNPACK reads a few bytes beyond its input
    ulp::store(f, x.data(), stored.data(), n);
    results.resize(n * f.size);
    second.resize(n * f.size);
    const std::vector<double> seconds(n, what.joined != nullptr ? what.joined->neutral : 1.0);
    ulp::store(f, seconds.data(), second.data(), n);
    for (auto* values : {&exact, &rounded, &per_ulp}) values->resize(n);
    if (f.size == 8) wide.resize(n);
    interval.resize(n);
  }

  // Whether a value of a 16-bit type lies so near the middle of two numbers that a double does not tell the nearer one.
  bool is_undecided(std::size_t i) const {
    const double count = std::fabs(exact[i]) * per_ulp[i];
    return f.size == 2 && function != nullptr && std::isfinite(x[i]) &&
           std::fabs(count - std::floor(count) - 0.5) < 0x1p-25;
  }
  double round_exactly(double at) const {
#if defined(SIMDACT_HAVE_MPFR)
    const oracle::exact_value t = oracle::evaluate_exactly(function->id, function->way, params, static_cast<float>(at));
#else
    struct {
      double high, low = 0;
    } t;
    const float place = static_cast<float>(at);
    function->evaluate(params, &place, &t.high, 1);
#endif
    return ulp::rounded(f, t.high, t.low);
  }

  double scale_of(double t) const {
    return ulp::per_ulp(f, what.joined != nullptr ? std::max(std::fabs(t), what.joined->least) : t);
  }
  void evaluate_function(std::size_t begin, std::size_t end) {
    if (!wide.empty()) {
      function->evaluate_wide(params, x.data() + begin, wide.data() + begin, end - begin);
    } else {
      const std::vector<float> floats(x.begin() + static_cast<std::ptrdiff_t>(begin),
                                      x.begin() + static_cast<std::ptrdiff_t>(end));
      function->evaluate(params, floats.data(), exact.data() + begin, end - begin);
    }
  }
  void evaluate_rows() {
    std::vector<long double> row;
    for (const piece& p : pieces) {
      row.resize(p.n);
      for (std::size_t begin = p.begin; begin < p.begin + p.elements; begin += p.n) {
        what.joined->exact(x.data() + begin, row.data(), p.n);
        std::copy(row.begin(), row.end(), exact.begin() + static_cast<std::ptrdiff_t>(begin));
        if (!wide.empty()) std::copy(row.begin(), row.end(), wide.begin() + static_cast<std::ptrdiff_t>(begin));
      }
    }
  }
  void finish(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (!wide.empty()) {
        exact[i] = static_cast<double>(wide[i]);
      } else {
        per_ulp[i] = scale_of(exact[i]);
      }
      rounded[i] = is_undecided(i) ? round_exactly(x[i]) : ulp::rounded(f, exact[i]);
      interval[i] = interval_of(x[i]);
    }
  }
  void evaluate(unsigned threads) {
    if (function == nullptr) evaluate_rows();
    std::vector<std::thread> workers;
    for (unsigned w = 0; w < threads; ++w) {
      const std::size_t begin = x.size() * w / threads, end = x.size() * (w + 1) / threads;
      workers.emplace_back([this, begin, end] {
        if (function != nullptr) evaluate_function(begin, end);
        finish(begin, end);
      });
    }
    for (std::thread& worker : workers) worker.join();
  }

  // The error in ulp; infinite where one of result and exact value is infinite or NaN and the other is not so.
  double error(double y, std::size_t i) const {
    if (!std::isfinite(y) || !std::isfinite(rounded[i])) return ulp::same(y, rounded[i]) ? 0 : infinity;
    if (wide.empty()) return std::fabs(y - exact[i]) * per_ulp[i];
    const ulp::wide least = what.joined != nullptr ? what.joined->least : 0, t = ulp::magnitude(wide[i]);
    return static_cast<double>(ulp::magnitude(y - wide[i]) * ulp::per_ulp(f, std::max(least, t)));
  }
  bool special_ok(double y, std::size_t i) const {
    return wide.empty() ? ulp::special_ok(f, x[i], y, exact[i]) : ulp::special_ok(f, x[i], y, wide[i]);
  }
};

std::vector<double> run(const candidate& c, reference& of) {
  const std::size_t size = of.f.size;
  c.select();
  for (const piece& p : of.pieces) {
    const std::size_t at = p.begin * size;
    c.run(of.stored.data() + at, of.second.data() + at, of.results.data() + at, p.n);
  }
  std::vector<double> y(of.x.size());
  ulp::load(of.f, of.results.data(), y.data(), y.size());
  return y;
}

std::vector<std::string> find_wrong_specials(const candidate& c) {
  static const std::pair<const char*, double> specials[] = {{"+0", 0.0},           {"-0", -0.0},
                                                            {"+inf", infinity},    {"-inf", -infinity},
                                                            {"nan", std::nan("")}, {"-nan", -std::nan("")}};
  std::vector<std::string> wrong;
  for (const auto& [name, x] : specials) {
    // In company, so that a vector kernel's own path is taken; every copy must be right.
    constexpr std::size_t n = 64;
    const std::size_t elements = c.what.elements(n);
    reference of(c.what, std::vector<double>(elements, x), {{0, n, elements}});
    of.evaluate(1);
    const std::vector<double> y = run(c, of);
    if (!std::all_of(y.begin(), y.end(), [&](double one) { return of.special_ok(one, 0); })) wrong.emplace_back(name);
  }
  return wrong;
}

// Rounded to so many digits: the rest is noise. JSON has no infinity: null stands for it.
json number(double value, int digits) {
  return std::isfinite(value) ? json(std::strtod(fmt::format("{:.{}g}", value, digits).c_str(), nullptr)) : json();
}

// The entry for a candidate with the results y, but for its special inputs.
json compare(const candidate& c, const reference& of, const std::vector<double>& y, std::uint32_t stride) {
  double largest = 0, worst = 0;
  std::size_t wrong = 0;
  std::array<double, 2 * last_interval + 1> by_interval;
  by_interval.fill(-1);
  double* const nearby = by_interval.data() + last_interval;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double error = of.error(y[i], i);
    wrong += ulp::same(y[i], of.rounded[i]) ? 0 : 1;
    nearby[of.interval[i]] = std::max(nearby[of.interval[i]], error);
    if (error > largest) {
      largest = error;
      worst = of.x[i];
    }
  }
  // The record has the largest over all inputs. If the sample has a larger one, that must be seen.
  if (const ulp::record_row* row = find_record(c); row != nullptr && row->measured >= largest) {
    largest = row->measured;
    worst = row->worst;
  }
  json curve = json::array();
  for (int i = -last_interval; i <= last_interval; ++i) {
    if (nearby[i] >= 0) curve.push_back({number(centre_of(i), 4), number(nearby[i], 3)});
  }
  return {{"version", c.version}, {"ulp", number(largest, 6)}, {"worst", largest > 0 ? ulp::hex(worst) : ""},
          {"wrong", wrong},       {"inputs", y.size()},        {"stride", stride},
          {"curve", curve}};
}

}  // namespace

std::vector<json> measure_errors(const std::vector<candidate>& candidates, std::uint32_t stride, unsigned threads) {
  const task& what = candidates.front().what;
  const join* const j = what.joined;
  const bool rows = j != nullptr && j->exact != nullptr && what.way == direction::forward;
  if (!rows && exact_of(what) == nullptr) return {};
  const ulp::format& f = ulp::format_of(what.type);
  std::vector<piece> pieces;
  const std::vector<double> x = rows ? draw_rows(f, *j, pieces) : sample(f, stride);
  if (!rows) pieces = cut(x.size());
  reference of(what, x, pieces);
  of.evaluate(threads);
  // While one candidate's results are compared the next one runs.
  std::vector<json> measured;
  std::future<json> last;
  for (const candidate& c : candidates) {
    std::vector<double> y = run(c, of);
    json wrong_specials = find_wrong_specials(c);
    if (last.valid()) measured.push_back(last.get());
    last = std::async(std::launch::async, [&c, &of, y = std::move(y), wrong = std::move(wrong_specials), stride] {
      json entry = compare(c, of, y, stride);
      entry["wrong_specials"] = wrong;
      return entry;
    });
  }
  measured.push_back(last.get());
  return measured;
}

}  // namespace bench
