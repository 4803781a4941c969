// SPDX-License-Identifier: MIT
// The floating-point environment: its control bits are the caller's, before and after a kernel and before and after the
// library is loaded; under each rounding mode, with and without flushing, no number gives a NaN.
#include <dlfcn.h>

#include <cmath>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/contract.hpp"
#include "support/fp_control.hpp"
#include "support/support.hpp"

namespace {

constexpr simdact_dtype f32 = SIMDACT_F32;

// The defaults, and parameters at the ends of the floats, or of the doubles.
std::vector<simdact_params> parameters_of(const support::kernel_id& kernel) {
  const support::contract* c = support::find_contract(kernel.op);
  std::vector<simdact_params> all{c->defaults};
  const bool doubles = kernel.dtype == SIMDACT_F64;
  const double ends[] = {doubles ? 0x1p-1074 : 0x1p-149,
                         doubles ? 0x1p-1060 : 0x1p-140,
                         doubles ? 0x1p-1023 : 0x1p-127,
                         0x1p-60,
                         0.0,
                         1.7,
                         0x1p60,
                         doubles ? 0x1.fffffffffffffp1023 : 0x1.fffffep127};
  for (const double alpha : ends) {
    for (const double beta : ends) {
      for (const simdact_params p : {simdact_params{alpha, beta}, {-alpha, beta}, {alpha, -beta}, {-alpha, -beta}}) {
        if (c->used < 2 && beta != 0) continue;
        if (c->used > 0 && support::call(kernel, &p, nullptr, nullptr, 0) == SIMDACT_OK) {
          all.push_back(p);
        }
      }
    }
  }
  return all;
}

struct setting {
  int rounding;
  bool flush;
  std::string describe() const {
    return std::string(" [rounding ") + support::rounding_name(rounding) + (flush ? ", flushing]" : "]");
  }
};

// What the door and the resolved pointer leave of the control bits, and their results.
void check(const support::kernel_id& kernel, const std::string& isa, const simdact_params& p, const support::numbers& x,
           const setting& s, support::reporter& report) {
  const simdact::ulp::resolved pointer(kernel);
  const std::vector<char> from = support::stored(kernel.dtype, x);
  std::vector<char> to(from.size()), to_again(from.size());
  simdact_status status;
  std::uint64_t before, after;
  {
    const support::fp_mode mode(s.rounding, s.flush);
    before = support::fp_control();
    status = support::call(kernel, &p, from.data(), to.data(), x.size());
    if (status == SIMDACT_OK) pointer(&p, from.data(), to_again.data(), x.size());
    after = support::fp_control();
  }
  const std::string where = " on " + isa + support::describe(&p) + s.describe();
  if (before != after) report.fail(name_of(kernel) + ": other control bits" + where);
  if (status != SIMDACT_OK) {
    // A subnormal parameter counts as zero.
    const double normal = kernel.dtype == SIMDACT_F64 ? 0x1p-1022 : 0x1p-126;
    const bool flushed = s.flush && (std::abs(p.alpha) < normal || std::abs(p.beta) < normal);
    if (!flushed) report.fail(name_of(kernel) + ": refused" + where);
    return;
  }
  const support::numbers y = support::loaded(kernel.dtype, to), again = support::loaded(kernel.dtype, to_again);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const support::failure f{kernel, isa, &p, x[i], y[i]};
    if (!support::same(y[i], again[i])) report.fail(tell(f, again[i]) + s.describe() + " by the resolved pointer");
    const bool wanted = std::isnan(x[i]),
               allowed = wanted || support::undefined_at(kernel.op, kernel.way == support::direction::backward, x[i]);
    if (wanted && !std::isnan(y[i])) report.fail(tell(f, "a NaN") + s.describe());
    if (!allowed && std::isnan(y[i])) report.fail(tell(f, "a number") + s.describe());
  }
}

void check(simdact_op op) {
  support::for_each_kernel(
      support::distinct_kernels_of(op), [&](const support::kernel_id& kernel, const std::string& isa) {
        std::mt19937_64 random(support::seed());
        const support::numbers many = support::mixed(kernel.dtype, support::samples(20000), random);
        const support::numbers few = support::mixed(kernel.dtype, 150, random);
        const std::vector<simdact_params> parameters = parameters_of(kernel);
        support::reporter report;
        for (const int rounding : support::roundings) {
          for (const bool flush : {false, true}) {
            for (const simdact_params& p : parameters) {
              check(kernel, isa, p, &p == parameters.data() ? many : few, {rounding, flush}, report);
            }
          }
        }
        CHECK_FALSE(report.failed());
      });
}

}  // namespace

// A test of the test: the modes are in force while an object lives, and control bits tell them.
TEST_CASE("fpenv/modes") {
  volatile float one = 1, tiny = 0x1p-60f, small = 0x1p-126f;
  const std::uint64_t usual = support::fp_control();
  for (const int rounding : {FE_UPWARD, FE_DOWNWARD}) {
    const support::fp_mode mode(rounding, false);
    const volatile float sum = one + tiny, difference = one - tiny;
    CHECK((sum > 1) == (rounding == FE_UPWARD));
    CHECK((difference < 1) == (rounding == FE_DOWNWARD));
    CHECK(support::fp_control() != usual);
  }
  {
    const support::fp_mode mode(FE_TONEAREST, true);
    const volatile float half = small * 0.5f;
    CHECK(half == 0);
    CHECK(support::fp_control() != usual);
  }
  const volatile float half = small * 0.5f;
  CHECK(half > 0);
  CHECK(support::fp_control() == usual);
}

// The shared library, loaded, used on each instruction set and unloaded.
TEST_CASE("fpenv/loading") {
  for (const int rounding : {FE_TONEAREST, FE_UPWARD}) {
    for (const bool flush : {false, true}) {
      const support::fp_mode mode(rounding, flush);
      const std::uint64_t before = support::fp_control();
      void* library = dlopen(SIMDACT_TEST_LIBRARY, RTLD_NOW | RTLD_LOCAL);
      REQUIRE_MESSAGE(library != nullptr, dlerror());
      CHECK(support::fp_control() == before);
      const auto forward = reinterpret_cast<decltype(&simdact_forward)>(dlsym(library, "simdact_forward"));
      const auto set_isa = reinterpret_cast<decltype(&simdact_set_isa)>(dlsym(library, "simdact_set_isa"));
      REQUIRE((forward != nullptr && set_isa != nullptr));
      const std::vector<float> x(100, 0.75f);
      std::vector<float> y(x.size());
      for (const std::string& isa : support::isas()) {
        CHECK(set_isa(isa.c_str()) == SIMDACT_OK);
        for (std::size_t k = 0; k < simdact_op_count(); ++k) {
          CHECK(forward(simdact_op_at(k), f32, SIMDACT_HIGH, nullptr, x.data(), y.data(), x.size()) == SIMDACT_OK);
        }
        CHECK(support::fp_control() == before);
      }
      CHECK(dlclose(library) == 0);
      CHECK(support::fp_control() == before);
    }
  }
}

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("fpenv/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
