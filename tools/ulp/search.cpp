// SPDX-License-Identifier: MIT
#include "search.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

#include "critical.hpp"
#include "record.hpp"
#include "sample.hpp"
#include "ulp.hpp"

namespace simdact::ulp {
namespace {

constexpr std::size_t block = 1024;
constexpr std::size_t starts = 64;  // the worst inputs, from which the search climbs
// wide's 113 digits, with what the oracle loses of them, leave less doubt than this.
constexpr double surely_rounded = 0.5 - 0x1p-16;

struct point {
  double error, x;
};
// The larger error first, then the first in the order of bits: an order in which no two inputs are equal.
bool worse(const point& a, const point& b) {
  return a.error != b.error ? a.error > b.error : bits_of(a.x) < bits_of(b.x);
}

struct buffers {
  alignas(64) double x[block], y[block], other[block], error[block];
  alignas(64) wide t[block];
};

// One thread's share.
struct part {
  search_result found;
  std::vector<point> worst;  // `starts` of them
  buffers b;
};

// All inputs of the sample in one row: the sequence, then the critical inputs, then those around the critical points.
class inputs {
 public:
  explicit inputs(const search_task& task) : samples_(task.measure ? task.samples : hashed_samples) {
    if (!task.measure) return;
    critical_ = critical_inputs(task.tree, task.kernel, nullptr);
    points_ = critical_points(task.tree, task.kernel, nullptr);
  }
  std::uint64_t count() const { return samples_ + critical_.size() + (points_.empty() ? 0 : samples_ / 8); }
  double at(std::uint64_t i) const {
    if (i < samples_) return sample(i);
    if (i - samples_ < critical_.size()) return critical_[i - samples_];
    // A point and its surroundings, at relative distances from 2^-52 to 1/4.
    const std::uint64_t counter = i * 16;
    const double centre = points_[mix(counter) % points_.size()], away = 2 * uniform(counter + 1) - 1;
    return centre + centre * away * power_of_two<double>(-2 - static_cast<int>(50 * uniform(counter + 2)));
  }

 private:
  std::uint64_t samples_;
  std::vector<double> critical_, points_;
};

void check_rounding(const search_task& task, double x, double y, search_result& into) {
#if defined(SIMDACT_HAVE_MPFR)
  ++into.decided_by_mpfr;
  const double want = oracle::evaluate_exactly(task.kernel, nullptr, x).high;
  if (same(y, want)) return;
  ++into.misrounded;
  into.keep_example({x, y, want});
#else
  (void)task, (void)x, (void)y, (void)into;
#endif
}

// The errors of n inputs of b, and what is wrong beside them.
void measure(const search_task& task, const oracle::function& f, std::size_t n, buffers& b, search_result& into) {
  task.kernels.front().run(nullptr, b.x, b.y, n);
  f.evaluate_wide(nullptr, b.x, b.t, n);
  for (std::size_t i = 0; i < n; ++i) {
    const bool special = special_ok(f64_format, b.x[i], b.y[i], b.t[i]);
    if (!special) {
      ++into.wrong_specials;
      into.keep_example({b.x[i], b.y[i], static_cast<double>(b.t[i])});
    }
    const double e = error(f64_format, b.y[i], b.t[i]);
    const bool counts = e < HUGE_VAL && magnitude(b.t[i]) < overflow_of<wide>(f64_format);
    b.error[i] = counts ? e : 0;
    if (counts && special && e >= surely_rounded && is_correctly_rounded(task.kernel) && std::isfinite(b.x[i])) {
      check_rounding(task, b.x[i], b.y[i], into);
    }
  }
}

void keep_worst(const buffers& b, std::size_t n, std::vector<point>& worst) {
  for (std::size_t i = 0; i < n; ++i) {
    const point p{b.error[i], b.x[i]};
    if (p.error == 0 || (worst.size() == starts && !worse(p, worst.back()))) continue;
    const auto place = std::lower_bound(worst.begin(), worst.end(), p, worse);
    if (place != worst.end() && bits_of(place->x) == bits_of(p.x)) continue;
    worst.insert(place, p);
    if (worst.size() > starts) worst.pop_back();
  }
}

void run_block(const search_task& task, const oracle::function& f, const inputs& all, std::uint64_t first, part& mine) {
  buffers& b = mine.b;
  const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(block, all.count() - first));
  for (std::size_t i = 0; i < n; ++i) b.x[i] = all.at(first + i);
  if (task.measure) {
    measure(task, f, n, b, mine.found);
    keep_worst(b, n, mine.worst);
  } else {
    task.kernels.front().run(nullptr, b.x, b.y, n);
  }
  const bool hashed = first < hashed_samples;
  for (std::size_t j = 0; j < task.kernels.size(); ++j) {
    const double* y = j == 0 ? b.y : b.other;
    if (j > 0) task.kernels[j].run(nullptr, b.x, b.other, n);
    if (hashed) mine.found.hashes[j].add(f64_format, b.x, y, n);
    for (std::size_t i = 0; j > 0 && i < n; ++i) {
      if (!same(y[i], b.y[i]) && !mine.found.differ[j]) mine.found.differ[j] = b.x[i];
    }
  }
}

// Goes on from a point to the worst of many around it, at distances of all sizes, as long as that is worse.
point climb(const search_task& task, const oracle::function& f, point at, std::uint64_t seed, part& mine) {
  buffers& b = mine.b;
  std::uint64_t counter = seed << 40;
  for (int vain = 0; vain < 4;) {
    const std::int64_t centre = rank_of(f64_format, at.x);
    for (std::size_t i = 0; i < block; ++i, counter += 2) {
      const auto reach = std::int64_t{1} << static_cast<int>(48 * uniform(counter));
      const std::int64_t step = static_cast<std::int64_t>((2 * uniform(counter + 1) - 1) * static_cast<double>(reach));
      const double x = of_rank(f64_format, centre + (step != 0 ? step : 1));
      b.x[i] = std::isfinite(x) ? x : at.x;
    }
    measure(task, f, block, b, mine.found);
    const auto worst = static_cast<std::size_t>(std::max_element(b.error, b.error + block) - b.error);
    const point best{b.error[worst], b.x[worst]};
    vain = best.error > at.error ? 0 : vain + 1;
    if (best.error > at.error) at = best;
  }
  return at;
}

// The error as MPFR has it.
double settled(const kernel_id& k, const candidate& on, const point& p) {
#if defined(SIMDACT_HAVE_MPFR)
  if (std::isfinite(p.x)) {
    const wide t = oracle::evaluate_exactly(k, nullptr, p.x).value;
    return error(f64_format, run_once(on, k.dtype, p.x), t);
  }
#endif
  (void)k, (void)on;
  return p.error;
}

// work(i, part) for i < count, shared out to the threads.
template <class Work>
void share(std::vector<std::unique_ptr<part>>& parts, std::uint64_t count,
           const std::function<void(std::uint64_t)>& tell, const Work& work) {
  std::atomic<std::uint64_t> next{0}, done{0};
  std::vector<std::thread> threads;
  for (auto& mine : parts) {
    threads.emplace_back([&, mine = mine.get()] {
      for (std::uint64_t i = next++; i < count; i = next++, ++done) work(i, *mine);
    });
  }
  for (int tick = 0; done < count; ++tick) {
    std::this_thread::sleep_for(std::chrono::milliseconds(tick < 20 ? 10 : 250));
    tell(done);
  }
  for (std::thread& t : threads) t.join();
}

}  // namespace

search_result search(const search_task& task, const progress& report) {
  const oracle::function& f = *oracle::find(task.kernel.op, task.kernel.way);
  if (f.evaluate_wide == nullptr) throw std::runtime_error("this build lacks functions of 113 digits");
  const inputs all(task);
  std::vector<std::unique_ptr<part>> parts(task.threads);
  for (auto& mine : parts) {
    mine = std::make_unique<part>();
    mine->found.hashes.resize(task.kernels.size());
    mine->found.differ.resize(task.kernels.size());
  }
  const std::uint64_t blocks = (all.count() + block - 1) / block;
  const auto tell = [&](std::uint64_t done) { report(static_cast<double>(done) / static_cast<double>(blocks)); };
  share(parts, blocks, tell, [&](std::uint64_t i, part& mine) { run_block(task, f, all, i * block, mine); });

  std::vector<point> worst;
  for (const auto& mine : parts) worst.insert(worst.end(), mine->worst.begin(), mine->worst.end());
  std::sort(worst.begin(), worst.end(), worse);
  // An input that two threads met counts once, so that the starts do not depend on how the work was shared out.
  const auto same_input = [](const point& a, const point& b) { return bits_of(a.x) == bits_of(b.x); };
  worst.erase(std::unique(worst.begin(), worst.end(), same_input), worst.end());
  worst.resize(std::min(worst.size(), starts));
  share(
      parts, worst.size(), [](std::uint64_t) {},
      [&](std::uint64_t i, part& mine) { worst[i] = climb(task, f, worst[i], i + 1, mine); });

  search_result result;
  result.hashes.resize(task.kernels.size());
  result.differ.resize(task.kernels.size());
  for (const auto& mine : parts) {
    result.merge(mine->found);
    for (std::size_t j = 0; j < result.differ.size(); ++j) {
      if (!result.differ[j]) result.differ[j] = mine->found.differ[j];
    }
  }
  if (task.measure && task.known) worst.push_back({0, *task.known});
  for (const point& p : worst) {
    const double e = settled(task.kernel, task.kernels.front(), p);
    if (result.is_worse(e, p.x)) result.max_ulp = e, result.worst = p.x;
  }
  result.inputs = all.count();
  return result;
}

}  // namespace simdact::ulp
