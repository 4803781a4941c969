// SPDX-License-Identifier: MIT
// simdact-errors: measures the errors of all candidates, ours and the peers', that the file of errors lacks.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <thread>

#include "errors.hpp"

namespace {

using namespace bench;

struct options {
  std::string file = "build/errors.json";
  std::uint32_t stride = 4093;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::string> ops;
};

// The candidates whose present version was measured, with a sample as dense; and the yardsticks, which are none.
bool is_known(const candidate& c, const json& errors, std::uint32_t stride) {
  const json* found = find_error(errors, c);
  return c.yardstick || (found != nullptr && found->at("stride") <= stride);
}

void write(const json& errors, const std::string& file) {
  const std::string written = file + ".new";
  std::ofstream out(written);
  out << json{{"errors", errors}};
  out.close();
  if (!out || std::rename(written.c_str(), file.c_str()) != 0) throw std::runtime_error("cannot write " + file);
}

void measure(const options& o) {
  json errors = read_errors(o.file);
  write(errors, o.file);  // before any work, whether it can be
  const auto tasks = all_candidates(o.ops);
  std::size_t count = 0, done = 0;
  for (std::vector<candidate> all : tasks) {
    ++done;
    all.erase(std::remove_if(all.begin(), all.end(), [&](const auto& c) { return is_known(c, errors, o.stride); }),
              all.end());
    if (all.empty()) continue;
    fmt::print(stderr, "{} of {}: {}\n", done, tasks.size(), all.front().what.path());
    const std::vector<json> measured = measure_errors(all, o.stride, o.threads);
    require_subnormals();
    for (std::size_t i = 0; i < measured.size(); ++i) errors[all[i].path()] = measured[i];
    count += measured.size();
    write(errors, o.file);
  }
  fmt::print("{}: {} candidates measured, the others were known\n", o.file, count);
}

}  // namespace

int main(int argc, char** argv) {
  options o;
  CLI::App app(
      "Measures the largest error of simdact's kernels and of other libraries', in ulp, over a sample of all inputs, "
      "and their special values. What the file knows of the same version is not measured again.");
  app.add_option("functions", o.ops, "whose candidates (default: all)")->check(CLI::IsMember(op_names()));
  app.add_option("--errors", o.file, "the file, read and written")->capture_default_str();
  app.add_option("--stride", o.stride, "of the sample of floats: 1 is all of them")
      ->capture_default_str()
      ->check(CLI::Range(1u, 1u << 24));
  app.add_option("--threads", o.threads, "that compute exact values")
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  CLI11_PARSE(app, argc, argv);
  try {
    require_subnormals();
    measure(o);
  } catch (const std::exception& error) {
    fmt::print(stderr, "simdact-errors: {}\n", error.what());
    return 1;
  }
  return 0;
}
