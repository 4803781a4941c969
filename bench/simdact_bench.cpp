// SPDX-License-Identifier: MIT
// simdact-bench: every candidate under Google Benchmark, a table per function, one file.
#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
#include <set>
#include <sstream>

#include "context.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "program.hpp"
#include "progress_bar.hpp"

namespace {

using namespace bench;

using candidates = std::vector<candidate>;

// Past it nothing new is learnt of code that is ten times slower than memory.
constexpr std::size_t longest_generic = 4096;
// Past it a call is long beside what comes before it.
constexpr std::size_t longest_prepared = std::size_t{1} << 16;
// Past it a call takes as long as a hundred samples, and a few do.
constexpr std::size_t longest_often = std::size_t{1} << 20;
constexpr int few = 5;

std::string name_of(const candidate& c, const column& where) { return c.path() + "/" + where.path(); }

// What is repeated in random order: those for one task that are measured on the same inputs.
struct group {
  column where;
  candidates members;
};

// Without names: all of the task.
std::vector<group> groups_of(const candidates& all, const settings& s, const std::set<std::string>* names) {
  std::vector<group> groups;
  for (const column& where : s.columns_of(all.front().what.way)) {
    group g{where, {}};
    for (const candidate& c : all) {
      const bool sensible = c.isa != "generic" || (c.yardstick && !c.ours) || where.n <= longest_generic;
      if (sensible && (names == nullptr || names->count(name_of(c, where)) != 0)) g.members.push_back(c);
    }
    if (!g.members.empty()) groups.push_back(g);
  }
  return groups;
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

void measure(benchmark::State& state, const candidate& c, const arrays& a, std::size_t n,
             const std::optional<measured_error>& error) {
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
  if (error) {
    state.counters["ulp"] = finite(error->ulp);
    state.counters["wrong_specials"] = static_cast<double>(error->wrong_specials.size());
  }
}

void register_group(const group& g, const arrays& a, const errors& known) {
  for (const candidate& c : g.members) {
    const auto run = [c, &a, n = g.where.n, error = known.find(c)](benchmark::State& s) { measure(s, c, a, n, error); };
    benchmark::RegisterBenchmark(name_of(c, g.where).c_str(), run)->ComputeStatistics("min", smallest);
  }
}

// The names that the user's filter matches, by Google Benchmark's own list.
std::set<std::string> select(const settings& s, const std::vector<candidates>& tasks, const arrays& a) {
  for (const candidates& all : tasks) {
    for (const group& g : groups_of(all, s, nullptr)) register_group(g, a, {});
  }
  if (!set_flags(s, {})) throw finished{2};
  set_flags({}, {"--benchmark_list_tests=true"});
  reporter lister;
  std::stringstream lines;
  lister.SetOutputStream(&lines);
  benchmark::RunSpecifiedBenchmarks(&lister);
  set_flags({}, {"--benchmark_list_tests=false"});
  benchmark::ClearRegisteredBenchmarks();
  std::set<std::string> names;
  for (std::string name; std::getline(lines, name);) names.insert(name);
  if (names.empty()) throw std::runtime_error("no benchmark has such a name; --benchmark_list_tests tells them");
  return names;
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
  const std::vector<candidates> tasks = all_candidates(s.ops);
  std::size_t longest = 0;
  for (const candidates& all : tasks) {
    for (const column& where : s.columns_of(all.front().what.way)) longest = std::max(longest, where.n);
  }
  arrays a(longest);
  const std::set<std::string> names = select(s, tasks, a);
  if (s.list) {
    fmt::print("{}\n", fmt::join(names, "\n"));
    return;
  }
  for (const auto& [key, value] : context()) benchmark::AddCustomContext(key, value);
  benchmark::AddCustomContext("pinned_to", pin());
  fmt::print("{}", format_head());
  double work = 0;
  for (const candidates& all : tasks) {
    for (const group& g : groups_of(all, s, &names)) work += work_of(s, g);
  }
  reporter results;
  ulp::progress_bar bar(work);
  for (const candidates& all : tasks) {
    const std::vector<group> groups = groups_of(all, s, &names);
    if (groups.empty()) continue;
    for (const group& g : groups) {
      bar.advance(0, all.front().what.path() + ", " + g.where.path());
      run_group(s, g, a, results);
      bar.advance(work_of(s, g), "");
    }
    bar.clear();
    require_subnormals("since a candidate ran");
    fmt::print("{}", format_table(all, s.columns_of(all.front().what.way), results.times(), s.known));
    std::fflush(stdout);
  }
  if (!s.out.empty()) results.write(s.out);
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
