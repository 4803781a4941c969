// SPDX-License-Identifier: MIT
// Every kernel against the oracle at default parameters: nothing measured above the header's bound, on any instruction
// set, and the bound met at the input that the header names.
#include <string>
#include <vector>

#include "accuracy/inputs.hpp"
#include "doctest/doctest.h"
#include "oracle.hpp"
#include "support/support.hpp"
#include "ulp.hpp"

namespace {

using support::failure;

// The double oracle carries 40 bits: 2^-16 ulp of a float.
constexpr double oracle_error = 0x1p-16;

std::string shown(double t) {
  char text[64];
  std::snprintf(text, sizeof text, "%a", t);
  return text;
}

void check_inputs(support::kernel_id kernel, const std::string& isa, const std::vector<float>& x,
                  const std::vector<double>& t, support::reporter& report) {
  const double bound = simdact_ulp_bound(kernel.op, SIMDACT_F32, kernel.tier);
  const std::vector<float> y = support::run(kernel, nullptr, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const failure f{kernel, isa, nullptr, x[i], y[i]};
    if (!simdact::ulp::special_ok(x[i], y[i], t[i])) report.fail(tell(f, shown(t[i])));
    const double error = simdact::ulp::error(y[i], t[i]);
    if (std::isfinite(error) && error > bound + oracle_error) report.fail(tell(f, shown(t[i]), error));
  }
}

double error_at(support::kernel_id kernel, float x) {
  double t;
  simdact::oracle::find(kernel.op)->evaluate(nullptr, &x, &t, 1);
#if defined(SIMDACT_HAVE_MPFR)
  t = simdact::oracle::evaluate_exactly(kernel.op, nullptr, x).high;
#endif
  return simdact::ulp::error(support::run(kernel, nullptr, {x})[0], t);
}

// A bound of 0 or 0.5 follows from the method and needs no witness.
void check_witness(support::kernel_id kernel, const std::string& isa) {
  const simdact::oracle::stated_bound* stated =
      simdact::oracle::find_bound(*simdact::oracle::find(kernel.op), kernel.tier);
  if (stated == nullptr || stated->ulp == 0 || stated->ulp == 0.5) return;
  const double error = error_at(kernel, stated->worst);
  CHECK_MESSAGE(error <= stated->ulp, isa << ": " << error << " ulp at " << support::hex(stated->worst));
  CHECK_MESSAGE(error >= stated->ulp - 0.05, isa << ": the bound " << stated->ulp << " is not met: " << error
                                                 << " ulp at " << support::hex(stated->worst));
}

void check(simdact_op op) {
  const simdact::oracle::function* f = simdact::oracle::find(op);
  REQUIRE(f != nullptr);
  support::reporter report;
  for (const simdact_accuracy tier : support::tiers_of(op)) {
    const support::kernel_id kernel{op, tier};
    CHECK(simdact_ulp_bound(op, SIMDACT_F32, tier) <= (tier == SIMDACT_HIGH ? 1 : tier == SIMDACT_FAST ? 4 : 0.5));
    std::vector<float> x = support::strided(support::samples(2000000));
    const std::vector<float> critical = support::critical_inputs(kernel, nullptr);
    x.insert(x.end(), critical.begin(), critical.end());
    std::vector<double> t(x.size());
    f->evaluate(nullptr, x.data(), t.data(), x.size());
    for (const std::string& isa : support::isas()) {
      const support::use_isa use(isa);
      check_inputs(kernel, isa, x, t, report);
      check_witness(kernel, isa);
    }
  }
  CHECK_FALSE(report.failed());
}

}  // namespace

#define SIMDACT_OP(id, name) \
  TEST_CASE("accuracy/" #name) { check(simdact_after_##name - 1); }
#include "simdact/ops.def"
#undef SIMDACT_OP
