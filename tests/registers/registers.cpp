// SPDX-License-Identifier: MIT
// In registers: every op of batch.hpp on every instruction set's registers gives the bits of the arrays, at default and
// other parameters and at each tier.
#include "registers/registers.hpp"

#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/support.hpp"

namespace {

using support::failure;

struct isa {
  const char* name;
  registers::function apply;
};
constexpr isa isas[] = {
#if defined(__x86_64__)
    {"avx512", &registers::avx512},
    {"avx2", &registers::avx2},
#elif defined(__aarch64__)
    {"neon", &registers::neon},
#endif
};

void compare(const isa& on, support::kernel_id kernel, const simdact_params* params, const std::vector<float>& x,
             support::reporter& report) {
  std::vector<float> y(x.size());
  REQUIRE(on.apply({kernel, params}, x.data(), y.data(), x.size()));
  const std::vector<float> want = support::run(kernel, params, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (support::same(y[i], want[i])) continue;
    report.fail(tell(failure{kernel, on.name, params, x[i], y[i]}, want[i]) + " [in registers]");
  }
}

void check(simdact_op op) {
  constexpr std::size_t most_lanes = 16;
  std::mt19937_64 random(support::seed());
  std::vector<float> x = support::mixed(support::samples(200000), random);
  x.resize(x.size() / most_lanes * most_lanes);
  const std::vector<float> few(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(x.size() / most_lanes / 8 * 128));
  simdact_params defaults;
  REQUIRE(simdact_default_params(op, &defaults) == SIMDACT_OK);
  for (const isa& on : isas) {
    if (simdact_isa_supported(on.name) == 0) continue;
    for (const support::kernel_id& kernel : support::kernels_of(op)) {
      if (kernel.way == support::direction::from_output) continue;  // a line of the caller's own
      SUBCASE((name_of(kernel) + " " + on.name).c_str()) {
        support::reporter report;
        compare(on, kernel, nullptr, x, report);
        compare(on, kernel, &defaults, few, report);
        for (const simdact_params& p : support::other_params(op)) compare(on, kernel, &p, few, report);
        CHECK_FALSE(report.failed());
      }
    }
  }
}

}  // namespace

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("registers/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
