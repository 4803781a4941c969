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
  const char* (*wrong_name)();
};
constexpr isa isas[] = {
#if defined(__x86_64__)
    {"avx512", &registers::avx512, &registers::avx512},
    {"avx2", &registers::avx2, &registers::avx2},
#elif defined(__aarch64__)
    {"neon", &registers::neon, &registers::neon},
#endif
};

void compare(const isa& on, const support::kernel_id& kernel, const simdact_params* params, const support::numbers& x,
             support::reporter& report) {
  const std::vector<char> from = support::stored(kernel.dtype, x);
  std::vector<char> to(from.size());
  REQUIRE(on.apply({kernel, params}, from.data(), to.data(), x.size()));
  const support::numbers y = support::loaded(kernel.dtype, to), want = support::run(kernel, params, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (support::same(y[i], want[i])) continue;
    report.fail(tell(failure{kernel, on.name, params, x[i], y[i]}, want[i]) + " [in registers]");
  }
}

void check(simdact_op op) {
  constexpr std::size_t most_lanes = 16;
  simdact_params defaults;
  REQUIRE(simdact_default_params(op, &defaults) == SIMDACT_OK);
  for (const isa& on : isas) {
    if (simdact_isa_supported(on.name) == 0) continue;
    for (const support::kernel_id& kernel : support::kernels_of(op)) {
      // From the output it is a line of the caller's own, and there are no registers of halves.
      const bool lanes = kernel.dtype == SIMDACT_F32 || kernel.dtype == SIMDACT_F64;
      if (kernel.way == support::direction::from_output || !lanes) continue;
      SUBCASE((name_of(kernel) + " " + on.name).c_str()) {
        std::mt19937_64 random(support::seed());
        support::numbers x = support::mixed(kernel.dtype, support::samples(200000), random);
        x.resize(x.size() / most_lanes * most_lanes);
        const auto eighth = static_cast<std::ptrdiff_t>(x.size() / most_lanes / 8 * most_lanes);
        const support::numbers few(x.begin(), x.begin() + eighth);
        support::reporter report;
        compare(on, kernel, nullptr, x, report);
        compare(on, kernel, &defaults, few, report);
        for (const simdact_params& p : support::other_params(kernel)) compare(on, kernel, &p, few, report);
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

TEST_CASE("registers/further names") {
  for (const isa& on : isas) {
    if (simdact_isa_supported(on.name) == 0) continue;
    const char* const wrong = on.wrong_name();
    CHECK_MESSAGE(wrong == nullptr, (wrong == nullptr ? "" : wrong));
  }
}
