// SPDX-License-Identifier: MIT
// Every kernel against the oracle at default parameters: nothing measured above its bound, on any instruction set; and
// the bound is that of the recorded error, which is met at the recorded input.
#include <algorithm>
#include <string>
#include <vector>

#include "critical.hpp"
#include "doctest/doctest.h"
#include "oracle.hpp"
#include "record.hpp"
#include "support/support.hpp"

namespace {

using support::failure;

// The double oracle carries 40 bits: 2^-16 ulp of a float.
constexpr double oracle_error = 0x1p-16;

void check_inputs(const support::kernel_id& kernel, const std::string& isa, const support::numbers& x,
                  support::reporter& report) {
  const double bound = simdact::ulp::bound_of(kernel), of_result = simdact::ulp::promise_of_result(kernel);
  const support::numbers y = support::run(kernel, nullptr, x);
  const std::vector<simdact::oracle::verdict> verdicts = simdact::oracle::judge(kernel, nullptr, x, y);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const simdact::oracle::verdict& v = verdicts[i];
    const failure f{kernel, isa, nullptr, x[i], y[i]};
    if (!v.special_ok) report.fail(tell(f, support::hex(v.want)));
    if (std::isfinite(v.error) && v.error > bound + oracle_error) report.fail(tell(f, support::hex(v.want), v.error));
    if (std::isfinite(v.error) && v.of_result > of_result) report.fail(tell(f, support::hex(v.want), v.of_result));
  }
}

double error_at(const support::kernel_id& kernel, double x) {
  return simdact::oracle::judge(kernel, nullptr, {x}, support::run(kernel, nullptr, support::numbers{x}), true)[0]
      .error;
}

// A kernel of its own has a line in the record, whose error its bound is, rounded up; the worst input gives that error.
void check_record(const support::kernel_id& kernel) {
  static const std::vector<simdact::ulp::record_row> record = simdact::ulp::read_record(SIMDACT_SOURCE_TREE);
  const std::vector<support::kernel_id>& own = simdact::oracle::own_kernels();
  if (std::find(own.begin(), own.end(), kernel) == own.end()) return;
  const simdact::ulp::record_row* row = simdact::ulp::find(record, kernel);
  REQUIRE_MESSAGE(row != nullptr, "no line in tests/record.tsv: `tools/dev verify` records it");
  const double bound = simdact::ulp::bound_of(kernel);
  CHECK(row->bound == doctest::Approx(bound).epsilon(1e-6));
  CHECK(bound == doctest::Approx(simdact::ulp::tight_bound(kernel, row->measured)).epsilon(1e-6));
  // Only MPFR tells the error of a derivative near its root.
  if (simdact::oracle::has_mpfr || kernel.way == simdact::ulp::direction::forward) {
    CHECK(error_at(kernel, row->worst) == doctest::Approx(row->measured).epsilon(1e-4));
  }
}

void check(simdact_op op) {
  for (const support::kernel_id& kernel : support::kernels_of(op)) {
    INFO(name_of(kernel));
    const double bound = simdact::ulp::bound_of(kernel), promise = simdact::ulp::promise(kernel, true);
    CHECK((promise == 1 ? bound < promise : bound <= promise));
  }
  support::for_each_kernel(
      support::distinct_kernels_of(op), [](const support::kernel_id& kernel, const std::string& isa) {
        REQUIRE(simdact::oracle::find(kernel.op, kernel.way) != nullptr);
        support::reporter report;
        // The exact values of doubles take fifty times as long.
        const std::size_t usual = kernel.dtype == SIMDACT_F64 ? 100000 : 2000000;
        support::numbers x = support::strided(kernel.dtype, support::samples(usual / support::isas().size()));
        const support::numbers critical = simdact::ulp::critical_inputs(SIMDACT_SOURCE_TREE, kernel, nullptr);
        x.insert(x.end(), critical.begin(), critical.end());
        check_inputs(kernel, isa, x, report);
        check_record(kernel);
        CHECK_FALSE(report.failed());
      });
}

}  // namespace

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("accuracy/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
