// SPDX-License-Identifier: MIT
// Every kernel against the oracle at default parameters: nothing measured above its bound, on any instruction set; and
// the bound is that of the recorded error, which is met at the recorded input.
#include <algorithm>
#include <string>
#include <vector>

#include "accuracy/inputs.hpp"
#include "doctest/doctest.h"
#include "oracle.hpp"
#include "record.hpp"
#include "support/support.hpp"
#include "ulp.hpp"

namespace {

using support::failure;

// The double oracle carries 40 bits: 2^-16 ulp of a float.
constexpr double oracle_error = 0x1p-16;

void check_inputs(support::kernel_id kernel, const std::string& isa, const std::vector<float>& x,
                  const std::vector<double>& t, support::reporter& report) {
  const double bound = simdact::ulp::bound_of(kernel);
  const std::vector<float> y = support::run(kernel, nullptr, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const failure f{kernel, isa, nullptr, x[i], y[i]};
    if (!simdact::ulp::special_ok(x[i], y[i], t[i])) report.fail(tell(f, support::hex(t[i])));
    const double error = simdact::ulp::error(y[i], t[i]);
    if (std::isfinite(error) && error > bound + oracle_error) report.fail(tell(f, support::hex(t[i]), error));
  }
}

double error_at(support::kernel_id kernel, float x) {
  double t;
  simdact::oracle::find(kernel.op, kernel.way)->evaluate(nullptr, &x, &t, 1);
#if defined(SIMDACT_HAVE_MPFR)
  t = simdact::oracle::evaluate_exactly(kernel.op, kernel.way, nullptr, x).high;
#endif
  return simdact::ulp::error(support::run(kernel, nullptr, {x})[0], t);
}

// A kernel of its own has a line in the record, whose error its bound is, rounded up; the worst input gives that error.
void check_record(support::kernel_id kernel) {
  static const std::vector<simdact::ulp::record_row> record = simdact::ulp::read_record(SIMDACT_SOURCE_TREE);
  const std::vector<support::kernel_id>& own = simdact::oracle::own_kernels();
  if (std::find(own.begin(), own.end(), kernel) == own.end()) return;
  const simdact::ulp::record_row* row = simdact::ulp::find(record, kernel);
  REQUIRE_MESSAGE(row != nullptr, "no line in tests/record.tsv: `tools/dev verify` records it");
  const double bound = simdact::ulp::bound_of(kernel);
  CHECK(row->bound == doctest::Approx(bound).epsilon(1e-6));
  CHECK(bound == doctest::Approx(simdact::ulp::tight_bound(kernel, row->measured)).epsilon(1e-6));
  CHECK(error_at(kernel, row->worst) == doctest::Approx(row->measured).epsilon(1e-4));
}

void check(simdact_op op) {
  support::for_each_kernel(support::kernels_of(op), [](const support::kernel_id& kernel, const std::string& isa) {
    const simdact::oracle::function* f = simdact::oracle::find(kernel.op, kernel.way);
    REQUIRE(f != nullptr);
    support::reporter report;
    const double bound = simdact::ulp::bound_of(kernel), promise = simdact::ulp::promise(kernel.tier, true);
    CHECK((kernel.tier == SIMDACT_HIGH ? bound < promise : bound <= promise));
    std::vector<float> x = support::strided(support::samples(2000000 / support::isas().size()));
    const std::vector<float> critical = support::critical_inputs(kernel, nullptr);
    x.insert(x.end(), critical.begin(), critical.end());
    std::vector<double> t(x.size());
    f->evaluate(nullptr, x.data(), t.data(), x.size());
    check_inputs(kernel, isa, x, t, report);
    check_record(kernel);
    CHECK_FALSE(report.failed());
  });
}

}  // namespace

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("accuracy/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
