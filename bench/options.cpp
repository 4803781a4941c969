// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "inputs.hpp"
#include "json_file.hpp"
#include "program.hpp"

namespace bench {
namespace {

constexpr std::size_t pow2(int exponent) { return std::size_t{1} << exponent; }

struct scope {
  std::vector<std::size_t> lengths;
  std::vector<std::string> inputs;
};

struct preset {
  const char* option;  // "" where none is given
  const char* about;
  scope forward, derivatives;
  int repetitions;
  double sample_s;
};

const preset presets[] = {
    {"--quick", "a look, of some 20 seconds", {{16, 4096, pow2(16)}, {"normal"}}, {{4096}, {"normal"}}, 30, 2e-4},
    {"",
     "the usual, of up to three minutes",
     {{16, 64, 4096, pow2(16), pow2(20), pow2(24)}, {"normal", "tails", "subnormal", "bits"}},
     {{4096, pow2(16)}, {"normal", "unit"}},
     40,
     2.5e-4},
    {"--full",
     "every length, up to ten minutes",
     {{1, 16, 64, 256, 1024, 4096, pow2(14), pow2(16), pow2(18), pow2(20), pow2(22), pow2(24)},
      {"normal", "unit", "tails", "subnormal", "bits"}},
     {{16, 64, 4096, pow2(16), pow2(20)}, {"normal", "unit", "tails"}},
     60,
     3e-4}};

struct arguments {
  scope asked;  // for all directions; empty where the preset has its way
  std::string errors = "build/errors.json";
  preset chosen = presets[1];
};

std::string describe(const preset& p) {
  const auto options = [](const scope& s) {
    return fmt::format("--lengths {} --inputs {}", fmt::join(s.lengths, ","), fmt::join(s.inputs, ","));
  };
  return fmt::format("{}: {} --benchmark_repetitions={} --benchmark_min_time={}; derivatives with {}", p.about,
                     options(p.forward), p.repetitions, p.sample_s, options(p.derivatives));
}

CLI::Option* add_preset(CLI::App& app, const preset& p, arguments& a) {
  return app.add_flag_callback(
      p.option, [&a, &p] { a.chosen = p; }, describe(p));
}

// One argument, its parts between commas.
template <class T>
CLI::Option* add_list(CLI::App& app, const char* name, std::vector<T>& values, const char* about) {
  return app.add_option(name, values, about)->delimiter(',')->allow_extra_args(false);
}

void add_options(CLI::App& app, settings& s, arguments& a) {
  app.add_option("functions", s.ops, "to measure (default: all)")->check(known_op());
  add_preset(app, presets[0], a)->excludes(add_preset(app, presets[2], a));
  add_list(app, "--lengths", a.asked.lengths, "of the arrays")->check(CLI::Range(std::size_t{1}, pow2(28)));
  add_list(app, "--inputs", a.asked.inputs,
           "sets of them; all but the first kind at one length only: normal: N(0, 3); unit: N(0, 1); tails: where "
           "results are subnormal; subnormal; bits: any bit patterns")
      ->check(CLI::IsMember(input_sets()));
  app.add_option("--errors", a.errors, "what simdact-errors measured")->capture_default_str();
  app.add_option("--benchmark_out", s.out, "write everything to this file")->take_last();
  app.add_option("--benchmark_out_format", "json is all there is")->check(CLI::IsMember({"json"}));
  app.add_flag("--benchmark_list_tests", s.list, "only tell the names, op/direction/dtype/candidate/isa/n[/inputs]");
  app.footer("The default is " + describe(presets[1]) +
             "\nGoogle Benchmark's options work too: --benchmark_filter=REGEX, --benchmark_repetitions=N, "
             "--benchmark_min_time=SECONDS, --benchmark_report_aggregates_only=false and so on.");
  app.allow_extras();
}

// Every length with the usual inputs, one length with the others.
std::vector<column> make_columns(const scope& asked, const scope& preset_scope) {
  std::vector<std::size_t> lengths = asked.lengths.empty() ? preset_scope.lengths : asked.lengths;
  const std::vector<std::string>& inputs = asked.inputs.empty() ? preset_scope.inputs : asked.inputs;
  std::sort(lengths.begin(), lengths.end());
  lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
  const bool usual = std::count(lengths.begin(), lengths.end(), usual_length) != 0;
  const std::size_t main = usual ? usual_length : lengths.back();
  std::vector<column> columns;
  for (const std::string& set : input_sets()) {
    if (std::find(inputs.begin(), inputs.end(), set) == inputs.end()) continue;
    for (const std::size_t n : lengths) {
      if (set == input_sets().front() || n == main) columns.push_back({n, set});
    }
  }
  return columns;
}

errors read_errors(const std::string& file, bool asked_for) {
  if (asked_for && !std::filesystem::exists(file)) throw std::runtime_error("there is no file " + file);
  return errors::read(file);
}

}  // namespace

settings parse(int argc, char** argv) {
  settings s{};
  arguments a;
  CLI::App app(
      "Compares simdact's kernels with those of other libraries: time per element, beside the largest error. The "
      "candidates for one function and length are repeated in random order; times are the thread's.");
  add_options(app, s, a);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    throw finished{app.exit(error)};
  }
  s.forward_columns = make_columns(a.asked, a.chosen.forward);
  s.derivative_columns = make_columns(a.asked, a.chosen.derivatives);
  s.repetitions = a.chosen.repetitions;
  s.sample_s = a.chosen.sample_s;
  s.flags = app.remaining();
  s.known = read_errors(a.errors, app.count("--errors") != 0);
  if (!s.out.empty()) check_writable(s.out);
  return s;
}

}  // namespace bench
