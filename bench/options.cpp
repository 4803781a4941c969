// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <regex>
#include <thread>

#include "report.hpp"

namespace bench {
namespace {

constexpr std::size_t max_size = std::size_t{1} << 28;

struct preset {
  const char* option;  // "" where none is given
  const char* about;
  std::vector<std::size_t> sizes;
  int rounds;
  std::uint32_t stride;
  double limit_s;
};

constexpr std::size_t pow2(int exponent) { return std::size_t{1} << exponent; }

const preset presets[] = {
    {"--quick",
     "under a minute: few lengths, a thin sample of floats",
     {1, 16, 256, 4096, pow2(16), pow2(20)},
     60,
     16381,
     0.5},
    {"", "", {1, 16, 64, 256, 1024, 4096, pow2(14), pow2(16), pow2(18), pow2(20), pow2(24)}, 100, 1021, 1.5},
    {"--full",
     "every length from 1 to 2^24, a dense sample of floats",
     {1, 4, 16, 64, 256, 1024, 4096, pow2(14), pow2(16), pow2(18), pow2(20), pow2(22), pow2(24)},
     200,
     251,
     4}};

struct arguments {
  std::string filter = ".*", isa = ".*";
  preset chosen;
};

std::regex expression(const char* option, const std::string& text) {
  try {
    return std::regex(text);
  } catch (const std::regex_error&) {
    throw std::runtime_error(fmt::format("{}: {} is not a regular expression", option, text));
  }
}

std::vector<std::string> matching_ops(const std::string& filter) {
  const std::regex wanted = expression("--filter", filter);
  std::vector<std::string> ops;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const std::string name = simdact_op_name(simdact_op_at(i));
    if (std::regex_match(name, wanted)) ops.push_back(name);
  }
  if (ops.empty()) throw std::runtime_error("--filter: no function's name is " + filter);
  return ops;
}

// Candidates that run by themselves on the CPU's best instruction set stay, as do the copies.
std::vector<candidate> matching_candidates(const std::string& isa) {
  const std::regex wanted = expression("--isa", isa);
  std::vector<candidate> all = all_candidates();
  const auto matches = [&](const candidate& c) { return std::regex_match(c.isa, wanted); };
  if (std::none_of(all.begin(), all.end(), [&](const candidate& c) { return c.ours() && matches(c); })) {
    throw std::runtime_error("--isa: no instruction set of this CPU is " + isa);
  }
  all.erase(std::remove_if(all.begin(), all.end(),
                           [&](const candidate& c) { return c.op != "copy" && !c.isa.empty() && !matches(c); }),
            all.end());
  return all;
}

void add_options(CLI::App& app, settings& s, arguments& a) {
  const preset& usual = presets[1];
  app.add_option("--filter", a.filter, "functions whose whole name matches this regular expression");
  app.add_option("--isa", a.isa, "instruction sets whose whole name matches (copies are always measured)");
  app.add_option("--sizes", s.sizes, fmt::format("array lengths (default {})", fmt::join(usual.sizes, ",")))
      ->delimiter(',')
      ->check(CLI::Range(std::size_t{1}, max_size));
  app.add_option("--inputs", s.timing.inputs,
                 "normal: N(0, 3); subnormal: half of them N(0, 3), a quarter subnormal, a quarter where e^x is so")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, input_kind>{{"normal", input_kind::normal}, {"subnormal", input_kind::subnormal}}))
      ->default_str("normal");
  app.add_option("--rounds", s.timing.rounds,
                 fmt::format("rounds to keep, where the time for a length allows (default {})", usual.rounds))
      ->check(CLI::Range(4, 1000000));
  app.add_option("--sample-ns", s.timing.sample_ns, "length of a sample; one call where that takes longer")
      ->capture_default_str()
      ->check(CLI::Range(100.0, 1e9));
  app.add_option(
         "--limit", s.timing.limit_s,
         fmt::format("seconds for one length of one function; past them eight rounds do (default {})", usual.limit_s))
      ->check(CLI::Range(0.01, 1e6));
  app.add_option("--stride", s.accuracy.stride,
                 fmt::format("the error is measured over every so manieth float (default {})", usual.stride))
      ->check(CLI::Range(1u, 1u << 24));
  app.add_option("--threads", s.accuracy.threads, "threads that compute exact results")
      ->capture_default_str()
      ->check(CLI::Range(1, 4096));
  app.add_option("--seed", s.timing.seed, "of inputs and orders")->capture_default_str();
  app.add_option("--json", s.json, "also write everything to this file");
}

CLI::Option* add_preset(CLI::App& app, const preset& p, arguments& a) {
  const std::string about = fmt::format("{}: --rounds {} --limit {} --stride {} --sizes {}", p.about, p.rounds,
                                        p.limit_s, p.stride, fmt::join(p.sizes, ","));
  return app.add_flag_callback(
      p.option, [&a, &p] { a.chosen = p; }, about);
}

}  // namespace

settings parse(int argc, char** argv) {
  settings s;
  arguments a;
  a.chosen = presets[1];
  s.accuracy.threads = std::max(1u, std::thread::hardware_concurrency());
  CLI::App app(
      "Compares simdact's kernels with those of other libraries, f32 forward: time per element, ratio to a copy, "
      "largest error, special values. Times are minima over rounds in which every candidate runs once, in a new order "
      "each round; rounds in which the copy itself was slow do not count.");
  add_options(app, s, a);
  add_preset(app, presets[0], a)->excludes(add_preset(app, presets[2], a));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    throw finished{app.exit(error)};
  }
  if (app.count("--sizes") == 0) s.sizes = a.chosen.sizes;
  if (app.count("--rounds") == 0) s.timing.rounds = a.chosen.rounds;
  if (app.count("--limit") == 0) s.timing.limit_s = a.chosen.limit_s;
  if (app.count("--stride") == 0) s.accuracy.stride = a.chosen.stride;
  std::sort(s.sizes.begin(), s.sizes.end());
  s.sizes.erase(std::unique(s.sizes.begin(), s.sizes.end()), s.sizes.end());
  s.ops = matching_ops(a.filter);
  s.all = matching_candidates(a.isa);
  if (!s.json.empty()) check_writable(s.json);
  return s;
}

}  // namespace bench
