// SPDX-License-Identifier: MIT
#include "timing.hpp"

#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <random>
#include <string>

namespace bench {
namespace {

using clock = std::chrono::steady_clock;

// Time of `repeats` calls in ns; the compiler cannot see that they are alike.
double sample(const candidate& c, const arrays& a, std::size_t n, std::size_t repeats) {
  const simdact_forward_fn run = c.run;
  const auto start = clock::now();
  for (std::size_t i = 0; i < repeats; ++i) run(c.params, a.x(), a.y(), n);
  return std::chrono::duration<double, std::nano>(clock::now() - start).count();
}

struct contestant {
  std::size_t repeats;  // calls in a sample
  int period;           // takes part in one round of so many: slow ones need fewer samples; 0: in none
  double trial;         // a sample before the rounds
  std::vector<double> samples;
  std::vector<int> rounds;
};

// So many calls that they take about a sample's length. The first call of a short one does not count: some peers
// prepare themselves in it.
contestant calibrate(const candidate& c, const arrays& a, std::size_t n, const timing_options& options) {
  const double slow = 80 * options.sample_ns;
  double t = sample(c, a, n, 1);
  if (t > slow) {
    const bool hopeless = t > options.limit_s * 1e9 / 20;
    return {1, hopeless ? 0 : static_cast<int>(t / slow), t, {}, {}};
  }
  std::size_t repeats = 1;
  t = sample(c, a, n, repeats);
  while (t < options.sample_ns / 4) {
    repeats *= 2;
    t = sample(c, a, n, repeats);
  }
  const double scale = options.sample_ns / t;
  repeats = std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(repeats) * scale + 0.5));
  return {repeats, 1, sample(c, a, n, repeats), {}, {}};
}

// Samples of the kept rounds. Where every round of a slow candidate was dropped its samples stand, and the trial where
// it took part in none.
timing summarise(const contestant& c, const std::vector<bool>& kept, std::size_t n) {
  std::vector<double> samples;
  for (std::size_t i = 0; i < c.samples.size(); ++i) {
    if (kept[static_cast<std::size_t>(c.rounds[i])]) samples.push_back(c.samples[i]);
  }
  if (samples.empty()) samples = c.samples;
  if (samples.empty()) samples = {c.trial};
  std::sort(samples.begin(), samples.end());
  const double scale = 1 / (static_cast<double>(c.repeats) * static_cast<double>(n));
  return {samples.front() * scale, samples[samples.size() / 2] * scale, static_cast<int>(samples.size())};
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

timing_series measure(const std::vector<candidate>& candidates, std::size_t yardstick, std::size_t n, const arrays& a,
                      const timing_options& options, const std::function<void(double)>& progress) {
  std::vector<contestant> contestants;
  for (const candidate& c : candidates) contestants.push_back(calibrate(c, a, n, options));
  contestants[yardstick].period = 1;
  std::vector<std::size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::mt19937_64 random(options.seed + n);
  std::vector<bool> kept;
  std::ptrdiff_t good = 0;
  const auto start = clock::now();
  double spent = 0;  // part of the time limit
  for (int round = 0; good < options.rounds && round < 3 * options.rounds && (round < 8 || spent < 1); ++round) {
    std::shuffle(order.begin(), order.end(), random);
    for (const std::size_t i : order) {
      contestant& c = contestants[i];
      if (c.period == 0 || (round + static_cast<int>(i)) % c.period != 0) continue;
      // Whoever ran before: a short call finds its code and tables at hand.
      if (c.repeats > 1) sample(candidates[i], a, n, 1);
      c.samples.push_back(sample(candidates[i], a, n, c.repeats));
      c.rounds.push_back(round);
    }
    kept = gate(contestants[yardstick].samples, options.gate);
    good = std::count(kept.begin(), kept.end(), true);
    spent = std::chrono::duration<double>(clock::now() - start).count() / options.limit_s;
    progress(std::min(0.99, std::max(spent, static_cast<double>(good) / options.rounds)));
  }
  progress(1);
  timing_series series{n, {}, static_cast<int>(good), static_cast<int>(kept.size()) - static_cast<int>(good)};
  for (const contestant& c : contestants) series.of.push_back(summarise(c, kept, n));
  return series;
}

int pinned::choose() {
  const int processor = sched_getcpu();
  cpu_set_t before, one;
  if (processor < 0 || sched_getaffinity(0, sizeof(before), &before) != 0) return -1;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(processor), &one);
  if (sched_setaffinity(0, sizeof(one), &one) != 0) return -1;
  sched_setaffinity(0, sizeof(before), &before);
  return processor;
}

pinned::pinned(int processor) {
  if (processor < 0) return;
  before_.resize(sizeof(cpu_set_t));
  sched_getaffinity(0, sizeof(cpu_set_t), reinterpret_cast<cpu_set_t*>(before_.data()));
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(processor), &one);
  sched_setaffinity(0, sizeof(one), &one);
}

pinned::~pinned() {
  if (!before_.empty()) sched_setaffinity(0, sizeof(cpu_set_t), reinterpret_cast<const cpu_set_t*>(before_.data()));
}

}  // namespace bench
