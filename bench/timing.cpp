// SPDX-License-Identifier: MIT
#include "timing.hpp"

#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <numeric>
#include <random>
#include <string>

namespace bench {
namespace {

using clock = std::chrono::steady_clock;

struct free_deleter {
  void operator()(float* p) const { std::free(p); }
};
using array = std::unique_ptr<float, free_deleter>;

constexpr std::size_t page = 4096;

// Page-aligned, and every page touched. A page more: XNNPACK reads a few bytes beyond its input.
array allocate(std::size_t bytes) {
  bytes = (bytes / page + 2) * page;
  float* p = static_cast<float*>(std::aligned_alloc(page, bytes));
  if (p == nullptr) std::abort();
  std::memset(p, 0, bytes);
  return array(p);
}

// Input and output of n elements. The output lies 256 bytes short of a multiple of the page behind the input: a load
// does not meet the low address bits of the stores just before it, which some CPUs take for a conflict.
struct arrays {
  array x, room;
  float* y;
  explicit arrays(std::size_t n)
      : x(allocate(n * sizeof(float))),
        room(allocate(n * sizeof(float) + page)),
        y(room.get() + (page - 256) / sizeof(float)) {}
};

// Time of `repeats` calls in ns; the compiler cannot see that they are alike.
double sample(const candidate& c, const arrays& a, std::size_t n, std::size_t repeats) {
  const simdact_forward_fn run = c.run;
  const auto start = clock::now();
  for (std::size_t i = 0; i < repeats; ++i) run(c.params, a.x.get(), a.y, n);
  return std::chrono::duration<double, std::nano>(clock::now() - start).count();
}

// Calls that take about `wanted` ns. The first call is not timed: some peers prepare themselves in it.
std::size_t calibrate(const candidate& c, const arrays& a, std::size_t n, double wanted) {
  sample(c, a, n, 1);
  std::size_t repeats = 1;
  double t = sample(c, a, n, repeats);
  while (t < wanted / 4) {
    repeats *= 2;
    t = sample(c, a, n, repeats);
  }
  return std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(repeats) * wanted / t + 0.5));
}

struct contestant {
  std::size_t repeats;
  int period;  // takes part in one round of so many: slow ones need fewer samples
  std::vector<double> samples;
  std::vector<int> rounds;
};

std::vector<contestant> prepare(const std::vector<candidate>& candidates, const arrays& a, std::size_t n,
                                const timing_options& options) {
  std::vector<contestant> all;
  for (const candidate& c : candidates) {
    const std::size_t repeats = calibrate(c, a, n, options.sample_ns);
    const double t = sample(c, a, n, repeats);
    const int period = std::clamp(static_cast<int>(t / (40 * options.sample_ns)), 1, std::max(1, options.rounds / 4));
    all.push_back({repeats, period, {}, {}});
  }
  return all;
}

// Samples of the kept rounds. Where every round of a slow candidate was dropped its samples stand.
timing summarise(const contestant& c, const std::vector<bool>& kept, std::size_t n) {
  std::vector<double> samples;
  for (std::size_t i = 0; i < c.samples.size(); ++i) {
    if (kept[static_cast<std::size_t>(c.rounds[i])]) samples.push_back(c.samples[i]);
  }
  if (samples.empty()) samples = c.samples;
  std::sort(samples.begin(), samples.end());
  const double scale = 1 / (static_cast<double>(c.repeats) * static_cast<double>(n));
  return {samples.front() * scale, samples[samples.size() / 2] * scale};
}

// Which rounds count, by the copy's samples (one a round). The lower quartile stands for the copy at rest: it has a few
// speeds on some CPUs, of which the fastest is rare.
std::vector<bool> gate(const std::vector<double>& copy, double limit) {
  std::vector<double> sorted = copy;
  const auto quartile = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 4);
  std::nth_element(sorted.begin(), quartile, sorted.end());
  std::vector<bool> kept(copy.size());
  std::transform(copy.begin(), copy.end(), kept.begin(), [&](double t) { return t <= limit * *quartile; });
  return kept;
}

}  // namespace

timing_series measure(const std::vector<candidate>& candidates, std::size_t yardstick, std::size_t n,
                      const timing_options& options, const std::function<void()>& progress) {
  const arrays a(n);
  fill_inputs(candidates.front().op, options.seed, a.x.get(), n);
  std::vector<contestant> contestants = prepare(candidates, a, n, options);
  contestants[yardstick].period = 1;
  std::vector<std::size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random(options.seed + n);
  std::vector<bool> kept;
  std::ptrdiff_t good = 0;
  for (int round = 0; good < options.rounds && round < 3 * options.rounds; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t i : order) {
      contestant& c = contestants[i];
      if ((round + static_cast<int>(i)) % c.period != 0) continue;
      sample(candidates[i], a, n, 1);
      c.samples.push_back(sample(candidates[i], a, n, c.repeats));
      c.rounds.push_back(round);
    }
    kept = gate(contestants[yardstick].samples, options.gate);
    good = std::count(kept.begin(), kept.end(), true);
    progress();
  }
  timing_series series{n, {}, static_cast<int>(good), static_cast<int>(kept.size()) - static_cast<int>(good)};
  for (const contestant& c : contestants) series.of.push_back(summarise(c, kept, n));
  return series;
}

pinned::pinned() : before_(sizeof(cpu_set_t)) {
  sched_getaffinity(0, sizeof(cpu_set_t), reinterpret_cast<cpu_set_t*>(before_.data()));
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(std::max(0, sched_getcpu())), &one);
  sched_setaffinity(0, sizeof(one), &one);
}

pinned::~pinned() { sched_setaffinity(0, sizeof(cpu_set_t), reinterpret_cast<const cpu_set_t*>(before_.data())); }

}  // namespace bench
