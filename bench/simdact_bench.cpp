// SPDX-License-Identifier: MIT
// simdact-bench: every candidate under Google Benchmark, a table per function, one file.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "context.hpp"
#include "errors.hpp"
#include "inputs.hpp"

namespace {

using namespace bench;

using candidates = std::vector<candidate>;
using names = std::vector<std::string>;
using sizes = std::vector<std::size_t>;

constexpr std::size_t pow2(int exponent) { return std::size_t{1} << exponent; }
// The length at which all sets of inputs are measured.
constexpr std::size_t usual_length = 4096;
// Past it nothing new is learnt of code that is ten times slower than memory.
constexpr std::size_t longest_generic = 4096;
// Past it a call is long beside what comes before it.
constexpr std::size_t longest_prepared = pow2(16);
// Past it a call takes longer than a sample, and fewer do.
constexpr std::size_t longest_often = pow2(18);

// What is measured: the lengths of f32, of functions, of their derivatives and joins, and of rows; those of other
// types; and the inputs of f32, of functions and of their derivatives, the others having the usual ones.
struct scope {
  sizes lengths, derivatives_lengths, rows_lengths, other_types_lengths;
  names inputs, derivatives_inputs;
  names flags;  // for Google Benchmark
};

const scope quick{{16, 4096, pow2(16)},
                  {4096},
                  {64, 4096},
                  {},
                  {"normal"},
                  {"normal"},
                  {"--benchmark_repetitions=30", "--benchmark_min_time=2e-4"}};
const scope usual{{16, 64, 4096, pow2(16), pow2(20)},
                  {4096, pow2(16)},
                  {8, 64, 256, 1024, 4096, pow2(15)},
                  {4096},
                  {"normal", "tails", "subnormal", "bits"},
                  {"normal", "unit"},
                  {"--benchmark_repetitions=25", "--benchmark_min_time=2.5e-4"}};
const scope full{{1, 16, 64, 256, 1024, 4096, pow2(14), pow2(16), pow2(18), pow2(20), pow2(22), pow2(24)},
                 {16, 64, 4096, pow2(16), pow2(20)},
                 {8, 16, 64, 256, 1024, 4096, pow2(15), pow2(20)},
                 {4096, pow2(16)},
                 {"normal", "unit", "tails", "subnormal", "bits"},
                 {"normal", "unit", "tails"},
                 {"--benchmark_repetitions=60", "--benchmark_min_time=3e-4"}};

struct settings {
  names ops;
  scope what = usual;
  sizes lengths;  // in place of the scope's, where there are some
  names inputs;
  std::string errors = "build/errors.json", out;
  names flags;  // the user's for Google Benchmark
};

const sizes& lengths_of(const scope& all, const task& what) {
  if (what.type != SIMDACT_F32) return all.other_types_lengths;
  if (what.joined != nullptr) return what.joined->by_rows ? all.rows_lengths : all.derivatives_lengths;
  return what.way == direction::forward ? all.lengths : all.derivatives_lengths;
}

const names& inputs_of(const scope& all, const task& what) {
  if (what.type != SIMDACT_F32 || what.joined != nullptr) return quick.inputs;
  return what.way == direction::forward ? all.inputs : all.derivatives_inputs;
}

// Every length with the usual inputs, one length with the others.
std::vector<column> columns_of(const settings& s, const task& what) {
  sizes lengths = s.lengths.empty() ? lengths_of(s.what, what) : s.lengths;
  const names& inputs = s.inputs.empty() ? inputs_of(s.what, what) : s.inputs;
  if (lengths.empty()) return {};
  std::sort(lengths.begin(), lengths.end());
  const bool has_usual = std::count(lengths.begin(), lengths.end(), usual_length) != 0;
  std::vector<column> columns;
  for (const std::string& set : inputs) {
    for (const std::size_t n : lengths) {
      if (set == input_sets().front() || n == (has_usual ? usual_length : lengths.back())) columns.push_back({n, set});
    }
  }
  return columns;
}

// Google Benchmark's table, a line for each benchmark: its fastest repetition, the median beside it, in ns per element.
// And its JSON, into one file for all groups, which begins with the first of them.
class reporter : public benchmark::ConsoleReporter {
 public:
  explicit reporter(std::string file) : ConsoleReporter(OO_Tabular), file_(std::move(file)) {
    SetErrorStream(&complaints_);
  }

  // The next result begins a table of its own.
  void begin_table(std::string title) {
    title_ = std::move(title);
    printed_header_ = false;
  }
  bool ReportContext(const Context& context) override {
    name_field_width_ = std::max<std::size_t>(context.name_field_width, 56);
    if (file_.empty() || out_.is_open()) return true;
    out_.open(file_);
    json_.SetOutputStream(&out_);
    return out_.is_open() && json_.ReportContext(context);
  }
  void ReportRuns(const std::vector<Run>& runs) override {
    std::vector<Run> kept;
    for (const Run& run : runs) {
      if (run.aggregate_name == "min" || run.aggregate_name == "median") kept.push_back(run);
    }
    if (kept.empty()) kept = runs;  // of a single repetition
    if (out_.is_open()) json_.ReportRuns(kept);
    Run& shown = kept.back().aggregate_name == "min" ? kept.back() : kept.front();
    const double median = kept.front().counters.at("ns");
    shown.counters["median"] = median;
    for (const char* name : {"bound", "ulp", "wrong", "wrong_specials"}) shown.counters.emplace(name, NAN);
    for (auto& [name, counter] : shown.counters) counter.flags = benchmark::Counter::kDefaults;
    rows_.push_back(shown);
  }
  // The fastest first.
  void show_group() {
    if (!rows_.empty() && !printed_header_) GetOutputStream() << "\n" << title_ << "\n";
    std::sort(rows_.begin(), rows_.end(),
              [](const Run& a, const Run& b) { return a.counters.at("ns") < b.counters.at("ns"); });
    ConsoleReporter::ReportRuns(rows_);
    rows_.clear();
  }
  // Throws where nothing, or not all, was written.
  void finish(bool any) {
    const std::string complaints = complaints_.str();
    if (!any) throw std::runtime_error(complaints.substr(0, complaints.find('\n')));
    if (out_.is_open()) {
      json_.Finalize();
      out_.close();
    }
    if (!out_) throw std::runtime_error("cannot write " + file_);
  }

 private:
  std::string file_, title_;
  std::ofstream out_;
  std::ostringstream complaints_;  // one for each group that the user's filter leaves out
  benchmark::JSONReporter json_;
  std::vector<Run> rows_;
};

double smallest(const std::vector<double>& times) { return *std::min_element(times.begin(), times.end()); }

void measure(benchmark::State& state, const candidate& c, arrays& a, const column& where, const json* error) {
  a.prepare(c.what, where);
  c.select();
  const void *const x = a.x(c.works), *const dy = a.dy(c.works);
  void* const y = a.y();
  const std::size_t n = c.length(where.n), count = c.what.elements(where.n);
  // Whoever ran before, a short call finds its code and tables at hand, and a peer prepared for the length.
  if (count <= longest_prepared) c.run(x, dy, y, n);
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
  const double elements = static_cast<double>(count) * static_cast<double>(state.iterations());
  state.counters["ns"] = Counter(elements * 1e-9, Counter::kIsRate | Counter::kInvert);
  if (c.bound >= 0) state.counters["bound"] = c.bound;
  if (error == nullptr) return;
  const json& ulp = error->at("ulp");
  state.counters["ulp"] = ulp.is_null() ? 1e300 : ulp.get<double>();  // JSON has no infinity
  state.counters["wrong"] = error->at("wrong").get<double>();
  state.counters["wrong_specials"] = static_cast<double>(error->at("wrong_specials").size());
}

// Whether a candidate is worth its time. Generic code of ours for other types than f32 is so where it is asked for.
bool is_sensible(const settings& s, const candidate& c, std::size_t n) {
  if (c.isa != "generic" || (c.yardstick && !c.ours)) return true;
  return n <= longest_generic && (!c.ours || c.what.type == SIMDACT_F32 || !s.ops.empty());
}

// Measures the candidates for one task on the same inputs, repetitions in random order. Returns whether there were any.
bool run_group(const settings& s, const candidates& all, const column& where, arrays& a, const json& errors,
               reporter& results) {
  for (const candidate& c : all) {
    if (!is_sensible(s, c, where.n)) continue;
    const auto run = [&, error = c.yardstick ? nullptr : find_error(errors, c)](benchmark::State& state) {
      measure(state, c, a, where, error);
    };
    benchmark::RegisterBenchmark((c.path() + "/" + where.path()).c_str(), run)->ComputeStatistics("min", smallest);
  }
  names flags = s.what.flags;
  if (where.n > longest_often) flags.push_back("--benchmark_repetitions=8");
  flags.insert(flags.end(), s.flags.begin(), s.flags.end());  // which win
  flags.insert(flags.begin(), {"simdact-bench", "--benchmark_enable_random_interleaving=true",
                               "--benchmark_report_aggregates_only=true"});
  std::vector<char*> argv;
  for (std::string& flag : flags) argv.push_back(flag.data());
  int argc = static_cast<int>(argv.size());
  argv.push_back(nullptr);
  benchmark::Initialize(&argc, argv.data());
  if (benchmark::ReportUnrecognizedArguments(argc, argv.data())) throw CLI::RuntimeError(2);
  const std::size_t matching = benchmark::RunSpecifiedBenchmarks(&results);
  benchmark::ClearRegisteredBenchmarks();
  results.show_group();
  return matching != 0;
}

void run(const settings& s) {
  require_subnormals();
  const json errors = read_errors(s.errors);
  for (const auto& [key, value] : prepare_context()) {
    benchmark::AddCustomContext(key, value);
    fmt::print(stderr, "{:<18} {}\n", key, value);
  }
  reporter results(s.out);
  arrays a;
  bool any = false;
  const std::vector<candidates> tasks = all_candidates(s.ops);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const task& what = tasks[i].front().what;
    results.begin_table(fmt::format("{}, {} of {}: the fastest repetition; ns and median are per element", what.path(),
                                    i + 1, tasks.size()));
    for (const column& where : columns_of(s, what)) any |= run_group(s, tasks[i], where, a, errors, results);
    require_subnormals();
  }
  results.finish(any);
}

settings parse(int argc, char** argv) {
  settings s;
  CLI::App app(
      "Compares simdact's kernels with those of other libraries: time per element, beside the largest error. The "
      "candidates for one function and length are repeated in random order; times are the thread's. Names are "
      "op/direction/dtype/candidate/isa/n[/inputs].");
  app.add_option("functions", s.ops, "to measure (default: all)")->check(CLI::IsMember(op_names()));
  auto* shorter = app.add_flag_callback(
      "--quick", [&] { s.what = quick; }, "a look at f32, of half a minute");
  app.add_flag_callback(
         "--full", [&] { s.what = full; }, "more lengths and inputs: an hour")
      ->excludes(shorter);
  app.add_option("--lengths", s.lengths, "of the arrays")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(std::size_t{1}, pow2(28)));
  app.add_option("--inputs", s.inputs,
                 "sets of them; all but the first kind at one length only: normal: N(0, 3); unit: N(0, 1); tails: "
                 "where results are subnormal; subnormal; bits: any bit patterns")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(input_sets()));
  app.add_option("--errors", s.errors, "what simdact-errors measured")->capture_default_str()->check(CLI::ExistingFile);
  app.add_option("--benchmark_out", s.out, "write everything to this file");
  app.add_option("--benchmark_out_format", "json is all there is")->check(CLI::IsMember({"json"}));
  app.footer(
      "Google Benchmark's options work too: --benchmark_filter=REGEX, --benchmark_list_tests, "
      "--benchmark_repetitions=N, --benchmark_min_time=SECONDS and so on.");
  app.allow_extras();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    throw CLI::RuntimeError(app.exit(error));
  }
  s.flags = app.remaining();
  return s;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run(parse(argc, argv));
  } catch (const CLI::RuntimeError& end) {
    return end.get_exit_code();
  } catch (const std::exception& error) {
    fmt::print(stderr, "simdact-bench: {}\n", error.what());
    return 1;
  }
  return 0;
}
