// SPDX-License-Identifier: MIT
// simdact-bench: every candidate under Google Benchmark, a table per function, one file.
#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <set>

#include "context.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "program.hpp"
#include "progress.hpp"

namespace {

using namespace bench;

// What is repeated in random order: the candidates of one task on the same inputs.
struct group {
  column where;
  std::vector<candidate> members;
};
struct part {
  std::vector<candidate> candidates;
  std::vector<group> groups;
};

// Past it nothing new is learnt of code that is ten times slower than memory.
constexpr std::size_t longest_generic = 4096;
// Past it a call is long beside what comes before it.
constexpr std::size_t longest_prepared = std::size_t{1} << 16;
// Past it a call takes as long as a hundred samples, and a few do.
constexpr std::size_t longest_often = std::size_t{1} << 20;
constexpr int few = 5;

std::string name_of(const candidate& c, const column& where) { return c.path() + "/" + where.path(); }

std::vector<part> plan(const settings& s) {
  std::vector<part> parts;
  for (const std::vector<candidate>& all : by_task(all_candidates())) {
    if (!s.ops.empty() && std::find(s.ops.begin(), s.ops.end(), all.front().what.op) == s.ops.end()) continue;
    part p{all, {}};
    for (const column& where : s.columns) {
      group g{where, {}};
      for (const candidate& c : all) {
        if (c.isa != "generic" || c.yardstick() || where.n <= longest_generic) g.members.push_back(c);
      }
      p.groups.push_back(g);
    }
    parts.push_back(p);
  }
  return parts;
}

// Ours come first, the user's may follow and win.
bool set_flags(const settings& s, std::vector<std::string> flags) {
  static std::string program = "simdact-bench";  // Google Benchmark keeps the pointer
  flags.insert(flags.end(), s.flags.begin(), s.flags.end());
  std::vector<char*> argv = {program.data()};
  for (std::string& flag : flags) argv.push_back(flag.data());
  int argc = static_cast<int>(argv.size());
  argv.push_back(nullptr);
  benchmark::Initialize(&argc, argv.data());
  return !benchmark::ReportUnrecognizedArguments(argc, argv.data());
}

double smallest(const std::vector<double>& times) { return *std::min_element(times.begin(), times.end()); }

// JSON has no infinity.
double finite(double ulp) { return std::min(ulp, 1e300); }

void measure(benchmark::State& state, const candidate& c, const arrays& a, std::size_t n, const errors& known) {
  const void* const x = a.x();
  const void* const dy = a.dy();
  void* const y = a.y();
  // Whoever ran before, a short call finds its code and tables at hand, and a peer prepared for the length.
  if (n <= longest_prepared) c.run(x, dy, y, n);
  if (c.forward != nullptr) {
    for (auto _ : state) {
      c.forward(c.params, x, y, n);
      benchmark::ClobberMemory();
    }
  } else {
    for (auto _ : state) {
      c.backward(c.params, x, dy, y, n);
      benchmark::ClobberMemory();
    }
  }
  using benchmark::Counter;
  const double elements = static_cast<double>(n) * static_cast<double>(state.iterations());
  state.counters[ns_counter] = Counter(elements * 1e-9, Counter::kIsRate | Counter::kInvert);
  if (c.bound >= 0) state.counters["bound"] = c.bound;
  if (const measured_error* e = known.find(c); e != nullptr) {
    state.counters["ulp"] = finite(e->ulp);
    state.counters["wrong_specials"] = static_cast<double>(e->wrong_specials.size());
  }
}

void register_group(const group& g, const arrays& a, const errors& known) {
  for (const candidate& c : g.members) {
    const auto run = [&](benchmark::State& state) { measure(state, c, a, g.where.n, known); };
    benchmark::RegisterBenchmark(name_of(c, g.where).c_str(), run)->ComputeStatistics("min", smallest);
  }
}

// Leaves what the user's filter matches; false where that is nothing.
bool select(const settings& s, std::vector<part>& parts, const arrays& a) {
  for (const part& p : parts) {
    for (const group& g : p.groups) register_group(g, a, s.known);
  }
  if (!set_flags(s, {})) throw finished{2};
  set_flags({}, {"--benchmark_list_tests=true"});
  reporter lister;
  std::ostringstream names;
  lister.SetOutputStream(&names);
  const std::size_t count = benchmark::RunSpecifiedBenchmarks(&lister);
  set_flags({}, {"--benchmark_list_tests=false"});
  benchmark::ClearRegisteredBenchmarks();
  if (s.list) fmt::print("{}", names.str());
  std::set<std::string> wanted;
  std::istringstream lines(names.str());
  for (std::string name; std::getline(lines, name);) wanted.insert(name);
  for (part& p : parts) {
    for (group& g : p.groups) {
      const auto other = [&](const candidate& c) { return wanted.count(name_of(c, g.where)) == 0; };
      g.members.erase(std::remove_if(g.members.begin(), g.members.end(), other), g.members.end());
    }
    p.groups.erase(std::remove_if(p.groups.begin(), p.groups.end(), [](const group& g) { return g.members.empty(); }),
                   p.groups.end());
  }
  parts.erase(std::remove_if(parts.begin(), parts.end(), [](const part& p) { return p.groups.empty(); }), parts.end());
  return count > 0;
}

int repetitions(const settings& s, const group& g) {
  return g.where.n > longest_often ? std::min(few, s.repetitions) : s.repetitions;
}

// A guess in seconds, for the progress bar.
double work_of(const settings& s, const group& g) {
  const double call = 0.5e-9 * static_cast<double>(g.where.n);
  return static_cast<double>(g.members.size()) * (repetitions(s, g) + 2) * (std::max(call, s.sample_s) + 1e-5);
}

void run_group(const settings& s, const group& g, arrays& a, reporter& results) {
  a.prepare(g.members.front().what, g.where.inputs, g.where.n);
  register_group(g, a, s.known);
  set_flags(s, {"--benchmark_out=", "--benchmark_enable_random_interleaving=true",
                "--benchmark_report_aggregates_only=true", fmt::format("--benchmark_repetitions={}", repetitions(s, g)),
                fmt::format("--benchmark_min_time={}", s.sample_s)});
  benchmark::RunSpecifiedBenchmarks(&results, ".");
  benchmark::ClearRegisteredBenchmarks();
}

// The processor that this thread runs on from now on; none where that cannot be had.
std::string pin() {
  const int processor = sched_getcpu();
  cpu_set_t one;
  CPU_ZERO(&one);
  if (processor < 0) return "none";
  CPU_SET(static_cast<std::size_t>(processor), &one);
  return sched_setaffinity(0, sizeof(one), &one) == 0 ? std::to_string(processor) : "none";
}

void run(const settings& s) {
  require_subnormals("by a library that this program was linked with");
  std::vector<part> parts = plan(s);
  std::size_t longest = 0;
  for (const column& where : s.columns) longest = std::max(longest, where.n);
  arrays a(longest);
  if (!select(s, parts, a)) throw std::runtime_error("no benchmark has such a name; --benchmark_list_tests tells them");
  if (s.list) return;
  for (const auto& [key, value] : context()) benchmark::AddCustomContext(key, value);
  benchmark::AddCustomContext("pinned_to", pin());
  fmt::print("{}", format_head());
  double work = 0;
  for (const part& p : parts) {
    for (const group& g : p.groups) work += work_of(s, g);
  }
  reporter results;
  progress bar(work);
  for (const part& p : parts) {
    for (const group& g : p.groups) {
      bar.advance(0, name_of(g.members.front(), g.where));
      run_group(s, g, a, results);
      bar.advance(work_of(s, g), "");
    }
    bar.clear();
    require_subnormals("since a candidate ran");
    fmt::print("{}", format_table(p.candidates, s.columns, results.times(), s.known));
    std::fflush(stdout);
  }
  if (!s.out.empty()) replace_file(s.out, results.json());
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(parse(argc, argv));
  } catch (const finished& end) {
    return end.code;
  } catch (const std::exception& error) {
    fmt::print(stderr, "simdact-bench: {}\n", error.what());
    return 1;
  }
  return 0;
}
