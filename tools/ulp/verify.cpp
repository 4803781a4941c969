// SPDX-License-Identifier: MIT
// simdact-verify: holds every function against its definition over all 2^32 floats.
//
// Measures the error on one instruction set and shows by hashes that the others give the same bits (generic, which is
// slow, on a stride). A run over all native instruction sets that passes may record its hashes and errors in the tree
// (--write); one restricted by --isa or --stride only checks.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include "record.hpp"
#include "sweep.hpp"
#include "ulp.hpp"

namespace {

using namespace simdact;
using namespace simdact::ulp;

struct options {
  std::vector<std::string> ops, isas, tiers;
  bool hash_only = false, write = false;
  std::uint64_t stride = 1;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::string tree = SIMDACT_SOURCE_TREE;
};

// One kernel to verify: a function at a tier, and the tier of the header's bound that it must meet.
struct job {
  const oracle::function* function;
  simdact_accuracy tier;
};

// A bound may be this much above the largest error, and the stated worst input this much below it.
constexpr double tightness = 0.05, reproduction = 0.001;
// What the oracle's own rounding may add to an error.
constexpr double noise = 0x1p-20;

std::vector<kernel> kernels_of(const job& j, const std::vector<std::string>& isas) {
  std::vector<kernel> kernels;
  for (const std::string& isa : isas) {
    if (simdact_set_isa(isa.c_str()) != SIMDACT_OK) throw std::runtime_error("no instruction set " + isa + " here");
    kernels.push_back({isa, simdact_find_forward(j.function->id, SIMDACT_F32, j.tier)});
  }
  return kernels;
}

std::vector<std::string> native_isas(bool with_generic) {
  std::vector<std::string> isas;
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    const std::string name = simdact_isa_name(i);
    if (simdact_isa_supported(name.c_str()) == 1 && (with_generic || name != "generic")) isas.push_back(name);
  }
  return isas.empty() ? native_isas(true) : isas;
}

class bar {
 public:
  explicit bar(std::string what) : what_(std::move(what)), start_(clock::now()) {}
  ~bar() {
    if (shown_) fmt::print(stderr, "\r{:78}\r", "");
  }
  double seconds() const { return std::chrono::duration<double>(clock::now() - start_).count(); }
  void operator()(double part) {
    if (isatty(STDERR_FILENO) == 0 || part <= 0) return;
    const double left = seconds() * (1 - part) / part;
    const int filled = static_cast<int>(30 * part);
    fmt::print(stderr, "\r{:24} [{:#<{}}{:.<{}}] {:3.0f} %, {:.0f} s left   ", what_, "", filled, "", 30 - filled,
               100 * part, left);
    shown_ = true;
  }

 private:
  using clock = std::chrono::steady_clock;
  std::string what_;
  clock::time_point start_;
  bool shown_ = false;
};

sweep_result run(const sweep_task& task, const std::string& what, double* seconds = nullptr) {
  bar b(what);
  sweep_result r = sweep(task, std::ref(b));
  if (seconds != nullptr) *seconds = b.seconds();
  return r;
}

class verifier {
 public:
  explicit verifier(options o) : o_(std::move(o)), record_(o_.tree) {}

  bool verify(const job& j);
  bool compare_hashes(const job& j);

 private:
  void fail(const std::string& text) {
    fmt::print("    FAILED: {}\n", text);
    failed_ = true;
  }
  double error_at(const job& j, const kernel& k, float x, float& got, double& want) const;
  void check_error(const job& j, const kernel& k, const sweep_result& r);
  void check_same(const job& j, const std::vector<kernel>& kernels, const sweep_result& r, std::uint64_t stride);
  void settle(const job& j, const kernel& k, const sweep_result& whole, const sweep_result& strided);

  options o_;
  record record_;
  bool failed_ = false;
};

double verifier::error_at(const job& j, const kernel& k, float x, float& got, double& want) const {
  got = run_once(k, x);
  j.function->evaluate(nullptr, &x, &want, 1);
  return error(got, want);
}

void verifier::check_error(const job& j, const kernel& k, const sweep_result& r) {
  for (const wrong_result& e : r.examples) {
    fmt::print("    x = {}: got {}, want {}\n", hex(static_cast<double>(e.x)), hex(static_cast<double>(e.got)),
               hex(e.want));
  }
  if (r.wrong_specials > 0) fail(fmt::format("{} wrong special values", r.wrong_specials));
  if (r.misrounded > 0) fail(fmt::format("{} results are not correctly rounded", r.misrounded));
  const double bound = simdact_ulp_bound(j.function->id, SIMDACT_F32, j.tier);
  if (r.max_ulp > bound + noise) fail(fmt::format("the bound is {} ulp", bound));
  const oracle::stated_bound* stated = oracle::find_bound(*j.function, j.tier);
  if (stated == nullptr || o_.stride != 1) return;
  float got;
  double want;
  const double at_worst = error_at(j, k, stated->worst, got, want);
  const bool loose = bound > r.max_ulp + tightness;
  if (loose) fail(fmt::format("the bound of {} ulp is loose", bound));
  if (r.max_ulp > 0 && !(at_worst >= r.max_ulp - reproduction)) {
    fail(fmt::format("the stated worst input {} gives {:.5f} ulp", hex(static_cast<double>(stated->worst)), at_worst));
  }
  if (failed_ && r.wrong_specials == 0) {
    fmt::print("    its bound is {}, {}\n", std::ceil((r.max_ulp - noise) * 100) / 100,
               hex(static_cast<double>(r.worst)));
  }
}

void verifier::check_same(const job& j, const std::vector<kernel>& kernels, const sweep_result& r,
                          std::uint64_t stride) {
  for (std::size_t i = 1; i < kernels.size(); ++i) {
    if (r.hashes[i].value() == r.hashes[0].value()) continue;
    fail(fmt::format("{} and {} differ over the inputs of stride {}", kernels[i].isa, kernels[0].isa, stride));
    for (std::uint64_t bits = 0; bits >> 32 == 0; bits += stride) {
      const float x = float_of(static_cast<std::uint32_t>(bits));
      const float a = run_once(kernels[0], x), b = run_once(kernels[i], x);
      if (same(a, b)) continue;
      fmt::print("    {} at x = {}: {} and {}\n", j.function->name, hex(static_cast<double>(x)),
                 hex(static_cast<double>(a)), hex(static_cast<double>(b)));
      break;
    }
  }
}

void verifier::settle(const job& j, const kernel& k, const sweep_result& whole, const sweep_result& strided) {
  const std::string name = j.function->name, tier = tier_name(j.tier);
  const recorded_hashes now{whole.hashes[0].value(), strided.hashes[0].value()};
  const auto before = record_.hashes(name, tier);
  if (before && (before->whole != now.whole || before->strided != now.strided)) {
    fmt::print("    the bits differ from those of tests/bits.txt\n");
  }
  if (!o_.write || failed_ || oracle::find_bound(*j.function, j.tier) == nullptr) return;
  measured m{simdact_ulp_bound(j.function->id, SIMDACT_F32, j.tier), whole.max_ulp, whole.worst, 0, 0};
  error_at(j, k, m.worst, m.got, m.want);
  // Read anew and written at once: an interrupted run, or one beside it, loses no line.
  record now_in_tree(o_.tree);
  now_in_tree.set(name, tier, now, m);
  now_in_tree.write();
}

bool verifier::verify(const job& j) {
  failed_ = false;
  const std::vector<kernel> kernels = kernels_of(j, o_.isas.empty() ? native_isas(false) : o_.isas);
  sweep_task task{j.function, kernels};
  task.correct_rounding = j.tier == SIMDACT_EXACT;
  task.stride = o_.stride;
  task.threads = o_.threads;
  double seconds = 0;
  const sweep_result r = run(task, fmt::format("{} {}", j.function->name, tier_name(j.tier)), &seconds);
  fmt::print("{:13} {:8} {:6} {:9.5f} {:>16} {:>15} {:7.1f} s\n", j.function->name, kernels[0].isa, tier_name(j.tier),
             r.max_ulp, hex(static_cast<double>(r.worst)), r.wrong_specials, seconds);
  if (task.correct_rounding) fmt::print("    decided by MPFR: {} inputs\n", r.decided_by_mpfr);
  check_error(j, kernels[0], r);
  check_same(j, kernels, r, o_.stride);
  if (o_.stride == 1 && o_.isas.empty()) {
    task.kernels = kernels_of(j, native_isas(true));
    task.measure = task.correct_rounding = false;
    task.stride = recorded_stride;
    const sweep_result strided = run(task, "stride");
    check_same(j, task.kernels, strided, recorded_stride);
    settle(j, kernels[0], r, strided);
  }
  std::fflush(stdout);
  return !failed_;
}

bool verifier::compare_hashes(const job& j) {
  failed_ = false;
  const std::vector<kernel> kernels = kernels_of(j, o_.isas.empty() ? native_isas(o_.stride != 1) : o_.isas);
  sweep_task task{j.function, kernels};
  task.measure = false;
  task.stride = o_.stride;
  task.threads = o_.threads;
  const sweep_result r = run(task, j.function->name);
  const auto recorded = record_.hashes(j.function->name, tier_name(j.tier));
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    fmt::print("{:13} {:8} {:6} {:016x}\n", j.function->name, kernels[i].isa, tier_name(j.tier), r.hashes[i].value());
    if (!recorded) {
      fail("tests/bits.txt has no line for it");
    } else if (r.hashes[i].value() != (o_.stride == 1 ? recorded->whole : recorded->strided)) {
      fail("tests/bits.txt has other bits");
    }
  }
  check_same(j, kernels, r, o_.stride);
  std::fflush(stdout);
  return !failed_;
}

std::vector<simdact_accuracy> tiers_of(const options& o) {
  std::vector<simdact_accuracy> tiers;
  for (simdact_accuracy tier : {SIMDACT_HIGH, SIMDACT_FAST, SIMDACT_EXACT}) {
    if (o.tiers.empty() || std::find(o.tiers.begin(), o.tiers.end(), tier_name(tier)) != o.tiers.end()) {
      tiers.push_back(tier);
    }
  }
  return tiers;
}

// Every kernel asked for. A tier that another one's kernel serves is verified only where it is named.
std::vector<job> jobs_of(const options& o) {
  std::vector<job> jobs;
  for (std::size_t i = 0; const oracle::function* f = oracle::at(i); ++i) {
    if (!o.ops.empty() && std::find(o.ops.begin(), o.ops.end(), f->name) == o.ops.end()) continue;
    for (simdact_accuracy tier : tiers_of(o)) {
      if (simdact_find_forward(f->id, SIMDACT_F32, tier) == nullptr) continue;
      if (o.tiers.empty() && oracle::find_bound(*f, tier) == nullptr) continue;
      jobs.push_back({f, tier});
    }
  }
  return jobs;
}

options parse(CLI::App& app, int argc, char** argv) {
  options o;
  const auto known = [](const std::string& name) {
    return simdact_op_from_name(name.c_str()) == 0 ? "no function " + name : std::string();
  };
  const auto supported = [](const std::string& name) {
    return simdact_isa_supported(name.c_str()) == 0 ? "no instruction set " + name + " here" : std::string();
  };
  app.add_option("OP", o.ops, "Functions; all of them if none is named")->check(known);
  app.add_option("--isa", o.isas, "Only these instruction sets, generic included; nothing is recorded")
      ->allow_extra_args(false)
      ->check(supported);
  app.add_option("--tier", o.tiers, "Only these: high, fast, exact")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"high", "fast", "exact"}));
  app.add_flag("--hash-only", o.hash_only, "No errors: the hashes alone, against tests/bits.txt");
  app.add_option("--stride", o.stride,
                 fmt::format("Only the inputs whose bits are multiples of this (default {}); nothing is recorded",
                             recorded_stride))
      ->expected(0, 1)
      ->default_str(std::to_string(recorded_stride))
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 32));
  app.add_option("--threads", o.threads, "Threads; all cores by default")->check(CLI::Range(1, 1024));
  app.add_flag("--write", o.write, "Record what passes in tests/bits.txt and docs/accuracy.md");
  app.add_option("--tree", o.tree, "The source tree that holds them")->check(CLI::ExistingDirectory);
  app.parse(argc, argv);
  if (o.hash_only && o.stride != 1 && o.stride != recorded_stride) {
    throw CLI::ValidationError("--stride", fmt::format("tests/bits.txt has hashes of stride {} only", recorded_stride));
  }
  return o;
}

int run_all(const options& o) {
  const std::vector<job> jobs = jobs_of(o);
  if (jobs.empty()) {
    fmt::print(stderr, "no such kernel\n");
    return 2;
  }
  verifier v(o);
  if (!o.hash_only) {
    fmt::print("{:13} {:8} {:6} {:>9} {:>16} {:>15}\n", "function", "isa", "tier", "max ulp", "worst input",
               "wrong specials");
  }
  int failures = 0;
  for (const job& j : jobs) failures += (o.hash_only ? v.compare_hashes(j) : v.verify(j)) ? 0 : 1;
  if (failures > 0) fmt::print("{} of {} failed\n", failures, jobs.size());
  return failures > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Verifies simdact's functions over all 2^32 floats."};
  try {
    return run_all(parse(app, argc, argv));
  } catch (const CLI::ParseError& e) {
    return app.exit(e);
  } catch (const std::exception& e) {
    fmt::print(stderr, "simdact-verify: {}\n", e.what());
    return 2;
  }
}
