// SPDX-License-Identifier: MIT
// simdact-bench: accuracy against speed, ours and the peers', one table per function.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <regex>
#include <thread>

#include "progress.hpp"
#include "report.hpp"

namespace {

using namespace bench;

struct settings {
  std::string filter = ".*", isa = ".*", json;
  std::vector<std::size_t> sizes;
  bool quick = false, full = false;
  report made;
};

// What --quick and --full stand for, where nothing else was said.
void apply_presets(settings& s, const CLI::App& app) {
  const auto unless_given = [&](const char* option, auto& value, auto preset) {
    if (app.count(option) == 0) value = preset;
  };
  unless_given("--sizes", s.sizes, std::vector<std::size_t>{16, 64, 4096, 65536});
  if (s.quick) {
    unless_given("--sizes", s.sizes, std::vector<std::size_t>{16, 4096});
    unless_given("--stride", s.made.accuracy.stride, 16381u);
    unless_given("--rounds", s.made.timing.rounds, 100);
  }
  if (s.full) {
    unless_given("--sizes", s.sizes, std::vector<std::size_t>{16, 64, 4096, 65536, std::size_t{1} << 24});
    unless_given("--stride", s.made.accuracy.stride, 127u);
  }
}

std::vector<std::string> chosen_ops(const settings& s) {
  const std::regex wanted(s.filter);
  std::vector<std::string> ops;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const std::string name = simdact_op_name(simdact_op_at(i));
    if (std::regex_match(name, wanted)) ops.push_back(name);
  }
  if (ops.empty()) throw std::runtime_error("no function's name matches " + s.filter);
  return ops;
}

std::vector<candidate> with_yardsticks(const std::vector<candidate>& all, const std::string& op, const settings& s) {
  const std::regex wanted(s.isa);
  std::vector<candidate> some = of_op(all, op);
  some.erase(std::remove_if(some.begin(), some.end(),
                            [&](const candidate& c) { return !c.isa.empty() && !std::regex_match(c.isa, wanted); }),
             some.end());
  for (candidate& c : of_op(all, "copy")) some.push_back(c);
  return some;
}

op_report measure_op(const std::vector<candidate>& candidates, const settings& s, progress& bar) {
  op_report out;
  out.op = candidates.front().op;
  const auto first_copy =
      std::find_if(candidates.begin(), candidates.end(), [](const candidate& c) { return c.op == "copy"; });
  const std::vector<candidate> compared(candidates.begin(), first_copy);
  const std::vector<accuracy> errors =
      measure_accuracy(compared, s.made.accuracy, [&](double part) { bar.advance(part, out.op + ": accuracy"); });
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    out.rows.push_back({candidates[i], i < errors.size() ? std::optional(errors[i]) : std::nullopt, {}});
  }
  const auto yardstick = static_cast<std::size_t>(first_copy - candidates.begin());
  const pinned here;
  for (const std::size_t n : s.sizes) {
    const timing_series series = measure(candidates, yardstick, n, s.made.timing, [&] {
      bar.advance(1.0 / s.made.timing.rounds, fmt::format("{}: n = {}", out.op, n));
    });
    for (std::size_t i = 0; i < candidates.size(); ++i) out.rows[i].times.push_back(series.of[i]);
    out.runs.push_back({n, series.kept, series.dropped});
  }
  return out;
}

// A library that was linked with -ffast-math makes the process flush them when it is loaded.
bool keeps_subnormals() {
  volatile float smallest = 0x1p-126f;
  return smallest * 0.5f != 0;
}

void run(settings& s) {
  if (!keeps_subnormals()) throw std::runtime_error("a peer's library makes this process flush subnormal numbers");
  const std::vector<candidate> all = all_candidates();
  const std::vector<std::string> ops = chosen_ops(s);
  s.made.where = this_machine();
  fmt::print("{}", format_head(s.made));
  progress bar(static_cast<double>(ops.size() * (1 + s.sizes.size())));
  for (const std::string& op : ops) {
    s.made.ops.push_back(measure_op(with_yardsticks(all, op, s), s, bar));
    bar.clear();
    fmt::print("{}", format_op(s.made.ops.back()));
    std::fflush(stdout);
  }
  fmt::print("{}", format_summary(s.made));
  if (!s.json.empty()) write_json(s.made, s.json);
}

}  // namespace

int main(int argc, char** argv) {
  settings s;
  s.made.accuracy.threads = std::max(1u, std::thread::hardware_concurrency());
  CLI::App app(
      "Compares simdact's kernels with those of other libraries, f32 forward: time per element, ratio to a copy, "
      "largest "
      "error, special values. Times are minima over rounds in which every candidate runs once, in a new order each "
      "round.");
  app.add_option("--filter", s.filter, "functions whose whole name matches this regular expression");
  app.add_option("--isa", s.isa, "instruction sets whose whole name matches (copies are always measured)");
  app.add_option("--sizes", s.sizes, "array lengths (default 16,64,4096,65536)")
      ->delimiter(',')
      ->check(CLI::PositiveNumber);
  app.add_option("--rounds", s.made.timing.rounds, "rounds to keep")
      ->capture_default_str()
      ->check(CLI::Range(4, 1000000));
  app.add_option("--sample-ns", s.made.timing.sample_ns, "length of a sample")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  app.add_option("--stride", s.made.accuracy.stride, "the error is measured over every so manieth float")
      ->capture_default_str()
      ->check(CLI::Range(1u, 1u << 24));
  app.add_option("--threads", s.made.accuracy.threads, "threads that compute exact results")
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  app.add_option("--seed", s.made.timing.seed, "of inputs and orders")->capture_default_str();
  app.add_option("--json", s.json, "also write everything to this file");
  auto* quick = app.add_flag("--quick", s.quick, "under a minute: two sizes, a thinner sample of floats");
  app.add_flag("--full", s.full, "also n = 2^24, a denser sample of floats")->excludes(quick);
  CLI11_PARSE(app, argc, argv);
  try {
    apply_presets(s, app);
    run(s);
  } catch (const std::exception& error) {
    fmt::print(stderr, "simdact-bench: {}\n", error.what());
    return 1;
  }
  return 0;
}
