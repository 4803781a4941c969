// SPDX-License-Identifier: MIT
// simdact-errors: measures the errors of all candidates, ours and the peers', that the file of errors lacks.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <thread>

#include "errors.hpp"
#include "json_file.hpp"
#include "program.hpp"
#include "progress_bar.hpp"
#include "sweep.hpp"

namespace {

using namespace bench;

struct options {
  std::string file = "build/errors.json";
  std::uint32_t stride = 1021;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::string> ops;
};

// The candidates of one task that are still to be measured.
using part = std::vector<candidate>;

std::vector<part> find_missing(const options& o, const errors& known) {
  std::vector<part> parts;
  for (const part& all : all_candidates(o.ops)) {
    if (!can_measure(all.front().what)) continue;
    part missing;
    for (const candidate& c : all) {
      const auto e = known.find(c);
      if (!c.yardstick && (!e || e->stride != o.stride)) missing.push_back(c);
    }
    if (!missing.empty()) parts.push_back(missing);
  }
  return parts;
}

// An exact value takes about as long as what 20 candidates need.
double work_of(const part& p) { return 20 + static_cast<double>(p.size()); }

void measure(const options& o) {
  require_subnormals("by a library that this program was linked with");
  errors known = errors::read(o.file);
  const std::vector<part> missing = find_missing(o, known);
  check_writable(o.file);
  double work = 0;
  std::size_t count = 0;
  for (const part& p : missing) {
    work += work_of(p);
    count += p.size();
  }
  {
    ulp::progress_bar bar(work);
    for (const part& p : missing) {
      const auto report = [&](double done) { bar.advance(done * work_of(p), p.front().what.path()); };
      const std::vector<measured_error> measured = measure_errors(p, o.stride, o.threads, report);
      require_subnormals("since a candidate ran");
      for (std::size_t i = 0; i < p.size(); ++i) known.set(p[i], measured[i]);
      known.write(o.file);
    }
  }
  fmt::print("{}: {} candidates measured, the others were known\n", o.file, count);
}

}  // namespace

int main(int argc, char** argv) {
  options o;
  CLI::App app(
      "Measures the largest error of simdact's kernels and of other libraries', in ulp, over a sample of all floats, "
      "and "
      "their special values. What the file knows of the same version is not measured again.");
  app.add_option("functions", o.ops, "whose candidates (default: all)")->check(known_op());
  app.add_option("--errors", o.file, "the file, read and written")->capture_default_str();
  app.add_option("--stride", o.stride, "every so manieth float is tried")
      ->capture_default_str()
      ->check(CLI::Range(1u, 1u << 24));
  app.add_option("--threads", o.threads, "that compute exact values")
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  CLI11_PARSE(app, argc, argv);
  try {
    measure(o);
  } catch (const std::exception& error) {
    fmt::print(stderr, "simdact-errors: {}\n", error.what());
    return 1;
  }
  return 0;
}
