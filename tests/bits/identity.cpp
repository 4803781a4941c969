// SPDX-License-Identifier: MIT
// The same bits on every instruction set: over a stride of all inputs and at other parameters, and explicit defaults
// against NULL. The hashes of tests/record.tsv show the defaults; this covers what they do not.
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/contract.hpp"
#include "support/support.hpp"

namespace {

using support::failure;

void compare(const support::kernel_id& kernel, const simdact_params* params, const support::numbers& x,
             support::reporter& report) {
  support::numbers want;
  std::string first;
  for (const std::string& isa : support::isas()) {
    const support::use_isa use(isa);
    const support::numbers y = support::run(kernel, params, x);
    if (want.empty()) {
      want = y;
      first = isa;
      continue;
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (support::same(y[i], want[i])) continue;
      report.fail(tell(failure{kernel, isa, params, x[i], y[i]}, want[i]) + " [as on " + first + "]");
    }
  }
}

// A struct that states the defaults gives the bits of NULL, and parameters that the op does not use change nothing.
void compare_defaults(const support::kernel_id& kernel, const support::numbers& x, support::reporter& report) {
  const support::contract* c = support::find_contract(kernel.op);
  REQUIRE(c != nullptr);
  std::vector<simdact_params> same{c->defaults};
  for (const double unused : {-1.0, 1e300, std::numeric_limits<double>::quiet_NaN(), HUGE_VAL}) {
    simdact_params p = c->defaults;
    if (c->used < 1) p.alpha = unused;
    if (c->used < 2) p.beta = unused;
    same.push_back(p);
  }
  for (const std::string& isa : support::isas()) {
    const support::use_isa use(isa);
    const support::numbers want = support::run(kernel, nullptr, x);
    for (const simdact_params& p : same) {
      const support::numbers y = support::run(kernel, &p, x);
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (support::same(y[i], want[i])) continue;
        report.fail(tell(failure{kernel, isa, &p, x[i], y[i]}, want[i]) + " [as without parameters]");
      }
    }
  }
}

void check(simdact_op op) {
  for (const support::kernel_id& kernel : support::distinct_kernels_of(op)) {
    SUBCASE(name_of(kernel).c_str()) {
      support::reporter report;
      compare(kernel, nullptr, support::strided(kernel.dtype, support::samples(400000)), report);
      const support::numbers x = support::strided(kernel.dtype, support::samples(20000));
      for (const simdact_params& p : support::other_params(kernel)) compare(kernel, &p, x, report);
      compare_defaults(kernel, x, report);
      CHECK_FALSE(report.failed());
    }
  }
}

}  // namespace

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("identity/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
