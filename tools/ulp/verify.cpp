// SPDX-License-Identifier: MIT
// simdact-verify: holds every kernel against its function's card over all 2^32 floats.
//
// Measures the error on one instruction set and shows by hashes that the others give the same bits (generic, which is
// slow, on a stride). A run over all native instruction sets that passes may record its hashes and errors in the tree
// (--write); one restricted by --isa or --stride only checks.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include "progress_bar.hpp"
#include "record.hpp"
#include "sweep.hpp"
#include "ulp.hpp"

namespace {

using namespace simdact;
using namespace simdact::ulp;

struct options {
  std::vector<std::string> ops, isas, directions, tiers;
  bool hash_only = false, write = false;
  std::uint64_t stride = 1;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::string tree = SIMDACT_SOURCE_TREE;
};

// What the oracle's own rounding may add to an error.
constexpr double noise = 0x1p-20;

std::vector<candidate> on_isas(const kernel_id& k, const std::vector<std::string>& isas) {
  std::vector<candidate> candidates;
  for (const std::string& isa : isas) {
    if (simdact_set_isa(isa.c_str()) != SIMDACT_OK) throw std::runtime_error("no instruction set " + isa + " here");
    candidates.push_back({isa, resolved(k)});
  }
  return candidates;
}

std::vector<std::string> native_isas(bool with_generic) {
  std::vector<std::string> isas;
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    const std::string name = simdact_isa_name(i);
    if (simdact_isa_supported(name.c_str()) == 1 && (with_generic || name != "generic")) isas.push_back(name);
  }
  return isas.empty() ? native_isas(true) : isas;
}

sweep_result run(const sweep_task& task, const std::string& what, double* seconds = nullptr) {
  progress_bar bar(1);
  sweep_result r = sweep(task, [&](double part) { bar.show(part, what); });
  if (seconds != nullptr) *seconds = bar.seconds();
  return r;
}

class verifier {
 public:
  explicit verifier(options o) : o_(std::move(o)), record_(read_record(o_.tree)) {}

  bool verify(const kernel_id& k);
  bool compare_hashes(const kernel_id& k);

 private:
  void fail(const std::string& text) {
    fmt::print("    FAILED: {}\n", text);
    failed_ = true;
  }
  sweep_task task_for(const kernel_id& k, const std::vector<std::string>& isas) const;
  void check_error(const kernel_id& k, const sweep_result& r);
  void check_same(const kernel_id& k, const std::vector<candidate>& on, const sweep_result& r, std::uint64_t stride);
  void settle(const kernel_id& k, const sweep_task& task, const sweep_result& whole, const sweep_result& strided);

  options o_;
  std::vector<record_row> record_;
  bool failed_ = false;
};

sweep_task verifier::task_for(const kernel_id& k, const std::vector<std::string>& isas) const {
  const oracle::function* f = oracle::find(k.op, k.way);
  if (f == nullptr) throw std::runtime_error(name_of(k) + ": its card does not say what is exact");
  sweep_task task{f, on_isas(k, isas)};
  task.stride = o_.stride;
  task.threads = o_.threads;
  return task;
}

void verifier::check_error(const kernel_id& k, const sweep_result& r) {
  for (const wrong_result& e : r.examples) {
    fmt::print("    x = {}: got {}, want {}\n", hex(static_cast<double>(e.x)), hex(static_cast<double>(e.got)),
               hex(e.want));
  }
  if (r.wrong_specials > 0) fail(fmt::format("{} wrong special values", r.wrong_specials));
  if (r.misrounded > 0) fail(fmt::format("{} results are not correctly rounded", r.misrounded));
  const double bound = bound_of(k);
  if (r.max_ulp > bound + noise) fail(fmt::format("the bound is {} ulp", bound));
  if (o_.stride != 1) return;
  const double tight = tight_bound(k, r.max_ulp);
  if (std::fabs(bound - tight) < 1e-9) return;
  fail(
      fmt::format("the bound of {} ulp is not that of the error: put `bound = {:.5g}` into the kernel, below "
                  "include/simdact/op/{}",
                  bound, tight, simdact_op_name(k.op)));
}

void verifier::check_same(const kernel_id& k, const std::vector<candidate>& on, const sweep_result& r,
                          std::uint64_t stride) {
  for (std::size_t i = 1; i < on.size(); ++i) {
    if (r.hashes[i].value() == r.hashes[0].value()) continue;
    fail(fmt::format("{} and {} differ over the inputs of stride {}", on[i].isa, on[0].isa, stride));
    for (std::uint64_t bits = 0; bits >> 32 == 0; bits += stride) {
      const float x = float_of(static_cast<std::uint32_t>(bits));
      const float a = run_once(on[0], x), b = run_once(on[i], x);
      if (same(a, b)) continue;
      fmt::print("    {} at x = {}: {} and {}\n", name_of(k), hex(static_cast<double>(x)), hex(static_cast<double>(a)),
                 hex(static_cast<double>(b)));
      break;
    }
  }
}

void verifier::settle(const kernel_id& k, const sweep_task& task, const sweep_result& whole,
                      const sweep_result& strided) {
  record_row row{k,
                 bound_of(k),
                 whole.max_ulp,
                 whole.worst,
                 run_once(task.kernels[0], whole.worst),
                 0,
                 whole.hashes[0].value(),
                 strided.hashes[0].value()};
  task.function->evaluate(nullptr, &row.worst, &row.want, 1);
  const record_row* before = find(record_, k);
  if (before != nullptr && (before->hash != row.hash || before->strided != row.strided)) {
    fmt::print("    other bits than those of tests/record.tsv: a breaking change, for CHANGELOG.md\n");
  }
  if (!o_.write || failed_) return;
  // The record is read anew and written at once: an interrupted run, or one beside it, loses no line.
  write_record(o_.tree, row);
  fmt::print("    recorded in tests/record.tsv; commit it\n");
}

bool verifier::verify(const kernel_id& k) {
  failed_ = false;
  sweep_task task = task_for(k, o_.isas.empty() ? native_isas(false) : o_.isas);
  task.correct_rounding = is_correctly_rounded(k);
  double seconds = 0;
  const sweep_result r = run(task, name_of(k), &seconds);
  fmt::print("{:32} {:8} {:9.5f} {:>16} {:>15} {:7.1f} s\n", name_of(k), task.kernels[0].isa, r.max_ulp,
             hex(static_cast<double>(r.worst)), r.wrong_specials, seconds);
  if (task.correct_rounding) fmt::print("    decided by MPFR: {} inputs\n", r.decided_by_mpfr);
  check_error(k, r);
  check_same(k, task.kernels, r, o_.stride);
  if (o_.stride == 1 && o_.isas.empty()) {
    task.kernels = on_isas(k, native_isas(true));
    task.measure = task.correct_rounding = false;
    task.stride = recorded_stride;
    const sweep_result strided = run(task, "stride");
    check_same(k, task.kernels, strided, recorded_stride);
    settle(k, task, r, strided);
  }
  std::fflush(stdout);
  return !failed_;
}

bool verifier::compare_hashes(const kernel_id& k) {
  failed_ = false;
  sweep_task task = task_for(k, o_.isas.empty() ? native_isas(o_.stride != 1) : o_.isas);
  task.measure = false;
  const sweep_result r = run(task, name_of(k));
  const record_row* recorded = find(record_, k);
  for (std::size_t i = 0; i < task.kernels.size(); ++i) {
    fmt::print("{:32} {:8} {:016x}\n", name_of(k), task.kernels[i].isa, r.hashes[i].value());
    if (recorded == nullptr) {
      fail("tests/record.tsv has no line for it");
    } else if (r.hashes[i].value() != (o_.stride == 1 ? recorded->hash : recorded->strided)) {
      fail("tests/record.tsv has other bits");
    }
  }
  check_same(k, task.kernels, r, o_.stride);
  std::fflush(stdout);
  return !failed_;
}

// Every kernel asked for; one that another tier's kernel serves has no line of its own.
std::vector<kernel_id> kernels_asked_for(const options& o) {
  const auto asked = [](const std::vector<std::string>& names, const std::string& name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  std::vector<kernel_id> kernels;
  for (const kernel_id& k : oracle::own_kernels()) {
    if (asked(o.ops, simdact_op_name(k.op)) && asked(o.directions, name_of(k.way)) &&
        asked(o.tiers, accuracy_name(k.tier))) {
      kernels.push_back(k);
    }
  }
  return kernels;
}

options parse(CLI::App& app, int argc, char** argv) {
  options o;
  // A check that a name is known: what it may not be is said in one line.
  const auto known = [](const char* what, const auto& find) {
    return [what, find](const std::string& name) { return find(name) ? "" : "no " + (what + (" " + name)); };
  };
  app.add_option("OP", o.ops, "Functions; all of them if none is named")
      ->check(known("function", [](const std::string& n) { return simdact_op_from_name(n.c_str()) != 0; }));
  app.add_option("--isa", o.isas, "Only these instruction sets, generic included; nothing is recorded")
      ->allow_extra_args(false)
      ->check(known("instruction set here named",
                    [](const std::string& n) { return simdact_isa_supported(n.c_str()) == 1; }));
  app.add_option("--direction", o.directions, "Only these: forward, backward, from_output")
      ->allow_extra_args(false)
      ->check(known("direction", [](const std::string& n) { return direction_from_name(n).has_value(); }));
  app.add_option("--tier", o.tiers, "Only these: high, fast, exact")
      ->allow_extra_args(false)
      ->check(known("tier", [](const std::string& n) { return accuracy_from_name(n).has_value(); }));
  app.add_flag("--hash-only", o.hash_only, "No errors: the hashes alone, against tests/record.tsv");
  app.add_option("--stride", o.stride,
                 fmt::format("Only the inputs whose bits are multiples of this (default {}); nothing is recorded",
                             recorded_stride))
      ->expected(0, 1)
      ->default_str(std::to_string(recorded_stride))
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 32));
  app.add_option("--threads", o.threads, "Threads; all cores by default")->check(CLI::Range(1, 1024));
  app.add_flag("--write", o.write, "Record what passes in tests/record.tsv");
  app.add_option("--tree", o.tree, "The source tree that holds it")->check(CLI::ExistingDirectory);
  app.parse(argc, argv);
  if (o.hash_only && o.stride != 1 && o.stride != recorded_stride) {
    throw CLI::ValidationError("--stride",
                               fmt::format("tests/record.tsv has hashes of stride {} only", recorded_stride));
  }
  return o;
}

int run_all(const options& o) {
  const std::vector<kernel_id> kernels = kernels_asked_for(o);
  if (kernels.empty()) {
    fmt::print(stderr, "no such kernel\n");
    return 2;
  }
  verifier v(o);
  if (!o.hash_only) {
    fmt::print("{:32} {:8} {:>9} {:>16} {:>15}\n", "kernel", "isa", "max ulp", "worst input", "wrong specials");
  }
  int failures = 0;
  for (const kernel_id& k : kernels) failures += (o.hash_only ? v.compare_hashes(k) : v.verify(k)) ? 0 : 1;
  fmt::print("{} passed, {} failed\n", static_cast<int>(kernels.size()) - failures, failures);
  return failures > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Verifies simdact's kernels over all 2^32 floats."};
  try {
    return run_all(parse(app, argc, argv));
  } catch (const CLI::ParseError& e) {
    return app.exit(e);
  } catch (const std::exception& e) {
    fmt::print(stderr, "simdact-verify: {}\n", e.what());
    return 2;
  }
}
