// SPDX-License-Identifier: MIT
// simdact-verify: holds every kernel against its function's card, over all numbers of f32, f16 and bf16, over a sample
// of f64 from the worst of which it climbs.
//
// Measures the error on one instruction set and shows by hashes that the others give the same bits (generic, where it
// is slow, on a part of the inputs). A run over all native instruction sets that passes may record its hashes and
// errors in the tree (--write); one restricted by --isa or --stride only checks.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>
#include <vector>

#include "halves.hpp"
#include "progress_bar.hpp"
#include "record.hpp"
#include "sample.hpp"
#include "search.hpp"
#include "sweep.hpp"
#include "ulp.hpp"

namespace {

using namespace simdact;
using namespace simdact::ulp;

struct options {
  std::vector<std::string> ops, isas, directions, dtypes, accuracies;
  bool hash_only = false, write = false;
  std::uint64_t stride = 1, samples = 10'000'000;
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
  // The instruction sets asked for, or all, with generic or without it.
  std::vector<candidate> candidates(const kernel_id& k, bool with_generic) const {
    return on_isas(k, o_.isas.empty() ? native_isas(with_generic) : o_.isas);
  }
  sweep_result sweep_floats(const kernel_id& k, std::vector<candidate> kernels, bool measure, std::uint64_t stride,
                            const std::string& what);
  search_result search_doubles(const kernel_id& k, std::vector<candidate> kernels, bool measure,
                               const std::string& what);
  void verify_floats(const kernel_id& k, record_row& row);
  void verify_halves(const kernel_id& k, record_row& row);
  void verify_doubles(const kernel_id& k, record_row& row);
  void check_error(const kernel_id& k, const candidate& on, const sweep_result& r, record_row& row);
  void check_same(const kernel_id& k, const std::vector<candidate>& on, const sweep_result& r, std::uint64_t stride);
  void check_same(const kernel_id& k, const std::vector<candidate>& on, const search_result& r);
  void fail_apart(const candidate& one, const candidate& other);
  void settle(const record_row& row);

  options o_;
  std::vector<record_row> record_;
  bool failed_ = false;
};

sweep_result verifier::sweep_floats(const kernel_id& k, std::vector<candidate> kernels, bool measure,
                                    std::uint64_t stride, const std::string& what) {
  sweep_task task{oracle::find(k.op, k.way), std::move(kernels)};
  task.measure = measure;
  task.counted_in = unit_of(k);
  task.correct_rounding = measure && is_correctly_rounded(k);
  task.stride = stride;
  task.threads = o_.threads;
  progress_bar bar(1);
  return sweep(task, [&](double part) { bar.show(part, what); });
}

search_result verifier::search_doubles(const kernel_id& k, std::vector<candidate> kernels, bool measure,
                                       const std::string& what) {
  search_task task;
  task.kernel = k;
  task.kernels = std::move(kernels);
  task.tree = o_.tree;
  task.measure = measure;
  task.samples = o_.samples;
  task.threads = o_.threads;
  if (const record_row* before = find(record_, k)) task.known = before->worst;
  progress_bar bar(1);
  return search(task, [&](double part) { bar.show(part, what); });
}

// What the run found, the row's figures among it, against the bound.
void verifier::check_error(const kernel_id& k, const candidate& on, const sweep_result& r, record_row& row) {
  fmt::print("{:32} {:8} {:9.5f} {:>24} {:>15} ", name_of(k), on.isa, r.max_ulp, hex(r.worst), r.wrong_specials);
  if (is_correctly_rounded(k)) fmt::print(" {} by MPFR", r.decided_by_mpfr);
  if (unit_of(k) == unit::of_larger) {
    fmt::print(" of the larger; {:.5f} of the result at {}", r.result_ulp, hex(r.result_worst));
  }
  fmt::print("\n");
  for (const wrong_result& e : r.examples) {
    fmt::print("    x = {}: got {}, want {}\n", hex(e.x), hex(e.got), hex(e.want));
  }
  if (r.wrong_specials > 0) fail(fmt::format("{} wrong special values", r.wrong_specials));
  if (r.misrounded > 0) fail(fmt::format("{} results are not correctly rounded", r.misrounded));
  row.bound = bound_of(k);
  row.measured = r.max_ulp;
  row.worst = r.worst;
  row.got = run_once(on, k.dtype, r.worst);
  row.inputs = r.inputs;
  if (r.result_ulp > promise_of_result(k)) {
    fail(fmt::format("at {} the error is {} ulp of the result", hex(r.result_worst), r.result_ulp));
  }
  if (r.max_ulp > promise(k, true)) fail(fmt::format("{} ulp are promised", promise(k, true)));
  if (r.max_ulp > row.bound + noise) fail(fmt::format("the bound is {} ulp", row.bound));
  if (o_.stride != 1) return;
  const double tight = tight_bound(k, r.max_ulp);
  if (std::fabs(row.bound - tight) < 1e-9) return;
  fail(
      fmt::format("the bound of {} ulp is not that of the error: put `bound = {:.5g}` into the kernel, below "
                  "include/simdact/op/{}",
                  row.bound, tight, simdact_op_name(k.op)));
}

void verifier::fail_apart(const candidate& one, const candidate& other) {
  fail(fmt::format("{} and {} differ", other.isa, one.isa));
}

void tell_difference(const kernel_id& k, const candidate& one, const candidate& other, double x) {
  fmt::print("    {} at x = {}: {} and {}\n", name_of(k), hex(x), hex(run_once(one, k.dtype, x)),
             hex(run_once(other, k.dtype, x)));
}

void verifier::check_same(const kernel_id& k, const std::vector<candidate>& on, const sweep_result& r,
                          std::uint64_t stride) {
  const format& type = format_of(k.dtype);
  for (std::size_t i = 1; i < on.size(); ++i) {
    if (r.hashes[i].value() == r.hashes[0].value()) continue;
    fail_apart(on[0], on[i]);
    // An input is shown if the difference is there when each is computed alone.
    const std::uint64_t end = std::uint64_t{1} << (8 * std::min<std::size_t>(type.size, sizeof(float)));
    for (std::uint64_t bits = 0; bits < end; bits += stride) {
      const double x = value_of(type, bits);
      if (same(run_once(on[0], k.dtype, x), run_once(on[i], k.dtype, x))) continue;
      tell_difference(k, on[0], on[i], x);
      break;
    }
  }
}

void verifier::check_same(const kernel_id& k, const std::vector<candidate>& on, const search_result& r) {
  for (std::size_t i = 1; i < on.size(); ++i) {
    if (!r.differ[i]) continue;
    fail_apart(on[0], on[i]);
    tell_difference(k, on[0], on[i], *r.differ[i]);
  }
}

void verifier::verify_floats(const kernel_id& k, record_row& row) {
  const std::vector<candidate> native = candidates(k, false);
  const sweep_result r = sweep_floats(k, native, true, o_.stride, name_of(k));
  check_error(k, native.front(), r, row);
  check_same(k, native, r, o_.stride);
  double want;
  const auto worst = static_cast<float>(r.worst);
  oracle::find(k.op, k.way)->evaluate(nullptr, &worst, &want, 1);
  row.want = hex(want);
  row.hash = r.hashes[0].value();
  if (o_.stride != 1 || !o_.isas.empty()) return;
  const std::vector<candidate> all = candidates(k, true);
  const sweep_result strided = sweep_floats(k, all, false, recorded_stride, "stride");
  check_same(k, all, strided, recorded_stride);
  row.strided = strided.hashes[0].value();
}

void verifier::verify_halves(const kernel_id& k, record_row& row) {
  const std::vector<candidate> all = candidates(k, true);
  const sweep_result r = sweep_halves(k, all, bound_of(k));
  check_error(k, all.front(), r, row);
  check_same(k, all, r, 1);
  double want;
  const auto worst = static_cast<float>(r.worst);
  oracle::find(k.op, k.way)->evaluate(nullptr, &worst, &want, 1);
  row.want = hex(want);
  row.hash = r.hashes[0].value();
}

void verifier::verify_doubles(const kernel_id& k, record_row& row) {
  const std::vector<candidate> native = candidates(k, false), all = candidates(k, true);
  const search_result r = search_doubles(k, native, true, name_of(k));
  check_error(k, native.front(), r, row);
  check_same(k, native, r);
  check_same(k, all, search_doubles(k, all, false, "all instruction sets"));
  wide want;
  oracle::find(k.op, k.way)->evaluate_wide(nullptr, &r.worst, &want, 1);
  row.want = oracle::hex(want);
  row.hash = r.hashes[0].value();
}

void verifier::settle(const record_row& row) {
  const record_row* before = find(record_, row.kernel);
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
  if (oracle::find(k.op, k.way) == nullptr) {
    throw std::runtime_error(name_of(k) + ": its card does not say what is exact");
  }
  record_row row{k, 0, 0, 0, 0, "", 0, 0, 0};
  if (k.dtype == SIMDACT_F32) verify_floats(k, row);
  if (k.dtype == SIMDACT_F64) verify_doubles(k, row);
  if (format_of(k.dtype).size == 2) verify_halves(k, row);
  if (o_.stride == 1 && o_.isas.empty()) settle(row);
  std::fflush(stdout);
  return !failed_;
}

bool verifier::compare_hashes(const kernel_id& k) {
  failed_ = false;
  const bool floats = k.dtype == SIMDACT_F32, strided = floats && o_.stride != 1;
  const std::vector<candidate> on = candidates(k, !floats || strided);
  std::vector<hash> hashes;
  if (floats) {
    const sweep_result r = sweep_floats(k, on, false, o_.stride, name_of(k));
    check_same(k, on, r, o_.stride);
    hashes = r.hashes;
  } else if (k.dtype == SIMDACT_F64) {
    const search_result r = search_doubles(k, on, false, name_of(k));
    check_same(k, on, r);
    hashes = r.hashes;
  } else {
    const sweep_result r = sweep_halves(k, on, bound_of(k));
    check_same(k, on, r, 1);
    hashes = r.hashes;
  }
  const record_row* recorded = find(record_, k);
  for (std::size_t i = 0; i < on.size(); ++i) {
    fmt::print("{:32} {:8} {:016x}\n", name_of(k), on[i].isa, hashes[i].value());
    if (recorded == nullptr) {
      fail("tests/record.tsv has no line for it");
    } else if (hashes[i].value() != (strided ? recorded->strided : recorded->hash)) {
      fail("tests/record.tsv has other bits");
    }
  }
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
        asked(o.dtypes, dtype_name(k.dtype)) && asked(o.accuracies, accuracy_name(k.tier))) {
      kernels.push_back(k);
    }
  }
  return kernels;
}

// Names as an option's help lists them: of all directions, or of all ids from the first on.
std::string only(const std::vector<std::string>& names) {
  return fmt::format("Only these: {}", fmt::join(names, ", "));
}
std::string only_directions() {
  std::vector<std::string> names;
  for (const direction way : all_directions) names.emplace_back(name_of(way));
  return only(names);
}
std::string only_ids(int first, const char* (*name)(int)) {
  std::vector<std::string> names;
  for (int id = first; name(id) != nullptr; ++id) names.emplace_back(name(id));
  return only(names);
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
  app.add_option("--direction", o.directions, only_directions())
      ->allow_extra_args(false)
      ->check(known("direction", [](const std::string& n) { return direction_from_name(n).has_value(); }));
  app.add_option("--dtype", o.dtypes, only_ids(SIMDACT_F32, dtype_name))
      ->allow_extra_args(false)
      ->check(known("dtype", [](const std::string& n) { return dtype_from_name(n).has_value(); }));
  app.add_option("--accuracy", o.accuracies, only_ids(SIMDACT_HIGH, accuracy_name))
      ->allow_extra_args(false)
      ->check(known("accuracy", [](const std::string& n) { return accuracy_from_name(n).has_value(); }));
  app.add_flag("--hash-only", o.hash_only, "No errors: the hashes alone, against tests/record.tsv");
  app.add_option(
         "--stride", o.stride,
         fmt::format("Of f32 only the inputs whose bits are multiples of this (default {}); nothing is recorded",
                     recorded_stride))
      ->expected(0, 1)
      ->default_str(std::to_string(recorded_stride))
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 32));
  app.add_option("--samples", o.samples, "Inputs of f64 to search, and an eighth of them besides around critical ones")
      ->capture_default_str()
      ->check(CLI::Range(hashed_samples, std::uint64_t{1} << 40));
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
    fmt::print("{:32} {:8} {:>9} {:>24} {:>15}\n", "kernel", "isa", "max ulp", "worst input", "wrong specials");
  }
  int failures = 0;
  for (const kernel_id& k : kernels) failures += (o.hash_only ? v.compare_hashes(k) : v.verify(k)) ? 0 : 1;
  fmt::print("{} passed, {} failed\n", static_cast<int>(kernels.size()) - failures, failures);
  return failures > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Verifies simdact's kernels: over every input, or over a sample of f64."};
  try {
    return run_all(parse(app, argc, argv));
  } catch (const CLI::ParseError& e) {
    return app.exit(e);
  } catch (const std::exception& e) {
    fmt::print(stderr, "simdact-verify: {}\n", e.what());
    return 2;
  }
}
