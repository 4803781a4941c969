// SPDX-License-Identifier: MIT
// simdact-bench: accuracy against speed, ours and the peers', one table per function.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>

#include "options.hpp"
#include "progress.hpp"
#include "report.hpp"

namespace {

using namespace bench;

// A library that was linked with -ffast-math makes the process flush them when it is loaded.
void require_subnormals(const char* when) {
  volatile float smallest = 0x1p-126f;
  if (smallest * 0.5f == 0) throw std::runtime_error(fmt::format("subnormal numbers are flushed to zero {}", when));
}

// Steps of the progress bar: the errors, then the lengths. Seconds they may take, for the first function alone.
std::vector<double> guess_steps(const settings& s) {
  std::vector<double> guesses{4e3 / s.accuracy.stride};
  for (const std::size_t n : s.sizes) {
    const double sample = std::max(s.timing.sample_ns, 0.5 * static_cast<double>(n));
    guesses.push_back(std::min(s.timing.limit_s, 40e-9 * sample * s.timing.rounds) + 100e-9 * static_cast<double>(n));
  }
  return guesses;
}

void measure_errors(op_report& out, const std::vector<candidate>& compared, const settings& s, progress& bar) {
  double done = 0;
  const std::vector<accuracy> errors = measure_accuracy(compared, s.accuracy, [&](double part) {
    done += part;
    bar.show(0, std::min(done, 0.99), out.op + ": accuracy");
  });
  bar.show(0, 1, out.op);
  for (std::size_t i = 0; i < compared.size(); ++i) out.rows.push_back({compared[i], errors[i], {}});
}

op_report measure_op(const std::string& op, const settings& s, arrays& work, int processor, progress& bar) {
  op_report out;
  out.op = op;
  out.picture = draw(op);
  std::vector<candidate> candidates = of_op(s.all, op);
  const std::size_t yardstick = candidates.size();
  measure_errors(out, candidates, s, bar);
  for (const candidate& c : of_op(s.all, "copy")) {
    candidates.push_back(c);
    out.rows.push_back({c, std::nullopt, {}});
  }
  work.prepare(op);
  const pinned here(processor);
  for (std::size_t size = 0; size < s.sizes.size(); ++size) {
    const std::size_t n = s.sizes[size];
    const timing_series series = measure(candidates, yardstick, n, work, s.timing, [&](double part) {
      bar.show(1 + size, part, fmt::format("{}: n = {}", op, n));
    });
    for (std::size_t i = 0; i < candidates.size(); ++i) out.rows[i].times.push_back(series.of[i]);
    const timing& copy = series.of[yardstick];
    out.runs.push_back({n, series.kept, series.dropped, copy.median / copy.min - 1});
  }
  return out;
}

void run(const settings& s) {
  require_subnormals("by a library that this program was linked with");
  report made{this_machine(), s.timing, s.accuracy, {}};
  made.where.pinned_to = pinned::choose();
  fmt::print("{}", format_head(made));
  arrays work(s.sizes.back(), s.timing.inputs, s.timing.seed);
  progress bar(guess_steps(s), s.ops.size());
  for (const std::string& op : s.ops) {
    made.ops.push_back(measure_op(op, s, work, made.where.pinned_to, bar));
    bar.clear();
    require_subnormals("since a candidate ran");
    fmt::print("{}", format_op(made.ops.back()));
    std::fflush(stdout);
  }
  fmt::print("{}", format_summary(made));
  if (!s.json.empty()) write_json(made, s.json);
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
