// SPDX-License-Identifier: MIT
// Where the caller has subnormals flushed to zero: subnormal inputs count as zero or, where f(0) is 0, may be the
// result themselves; subnormal results may be zero, results below 2^-100 may differ by 1 ulp, and all others have the
// same bits.
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "support/fp_control.hpp"
#include "support/support.hpp"
#include "ulp.hpp"

namespace {

using support::failure;

constexpr float smallest_normal = 0x1p-126f;

// The arithmetic's lanes are floats, which hold the subnormals of f16 as normal numbers: nothing is flushed there. The
// results that may differ begin 26 binades above the subnormals, or as many as a double has digits more.
struct limits {
  double normal, exact;
};
limits limits_of(simdact_dtype dtype) {
  return dtype == SIMDACT_F64 ? limits{0x1p-1022, 0x1p-960} : limits{0x1p-126, 0x1p-100};
}

// Whether y may stand for `want`, the result without flushing.
bool allowed(simdact_dtype dtype, double y, double want) {
  const support::format& f = support::format_of(dtype);
  const limits limit = limits_of(dtype);
  if (support::same(y, want)) return true;
  if (!(std::abs(want) < limit.exact)) return false;
  if (y == 0) return std::abs(want) <= limit.normal;
  return std::abs(simdact::ulp::rank_of(f, y) - simdact::ulp::rank_of(f, want)) <= 1;
}

void check(const support::kernel_id& kernel, const std::string& isa, const simdact_params* params,
           const support::numbers& x, support::reporter& report) {
  const support::numbers want = support::run(kernel, params, x),
                         at_zero = support::run(kernel, params, support::numbers{0.0, -0.0});
  const std::vector<char> from = support::stored(kernel.dtype, x);
  std::vector<char> to(from.size());
  {
    const support::fp_mode flush(FE_TONEAREST, true);
    support::call(kernel, params, from.data(), to.data(), x.size());
  }
  const support::numbers y = support::loaded(kernel.dtype, to);
  const double normal = limits_of(kernel.dtype).normal;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] != 0 && std::abs(x[i]) < normal) {
      const double zero_gives = at_zero[std::signbit(x[i]) ? 1 : 0];
      const bool passed = zero_gives == 0 && support::same(y[i], x[i]);
      if (!passed && !allowed(kernel.dtype, y[i], zero_gives)) {
        report.fail(tell(failure{kernel, isa, params, x[i], y[i]}, zero_gives) + " [a subnormal input, flushed]");
      }
    } else if (!allowed(kernel.dtype, y[i], want[i])) {
      report.fail(tell(failure{kernel, isa, params, x[i], y[i]}, want[i]) + " [flushing subnormals]");
    }
  }
}

// The usual ones, and those at which something inside may be subnormal.
std::vector<simdact_params> params_of(const support::kernel_id& kernel) {
  std::vector<simdact_params> all = support::other_params(kernel);
  const double power = kernel.dtype == SIMDACT_F64 ? 8 : 1;
  for (const double alpha : {1e-36, -1e-36, 1e-30, -1e-30, 1e38, -1e38}) {
    const simdact_params p{std::copysign(std::pow(std::abs(alpha), power), alpha), 0.5};
    if (support::call(kernel, &p, nullptr, nullptr, 0) == SIMDACT_OK) all.push_back(p);
  }
  return all;
}

void check(simdact_op op) {
  support::for_each_kernel(support::distinct_kernels_of(op),
                           [&](const support::kernel_id& kernel, const std::string& isa) {
                             support::numbers x = support::strided(kernel.dtype, support::samples(200000));
                             // Exponentials just above 2^-100, the low parts of which are subnormal.
                             for (double u = 60; u < 70; u += 0x1p-10) {
                               for (const double number : {u, -u})
                                 x.push_back(simdact::ulp::rounded(support::format_of(kernel.dtype), number));
                             }
                             const support::numbers few = support::strided(kernel.dtype, support::samples(10000));
                             support::reporter report;
                             check(kernel, isa, nullptr, x, report);
                             for (const simdact_params& p : params_of(kernel)) check(kernel, isa, &p, few, report);
                             CHECK_FALSE(report.failed());
                           });
}

}  // namespace

// A test of the test: subnormals are flushed while an object lives.
TEST_CASE("flush/switch") {
  volatile float small = smallest_normal, half = 0.5f;
  CHECK(small * half != 0);
  {
    const support::fp_mode flush(FE_TONEAREST, true);
    volatile float product = small * half;
    CHECK(product == 0);
  }
  CHECK(small * half != 0);
}

// A subnormal parameter counts as zero: it is refused where zero is.
TEST_CASE("flush/parameters") {
  const simdact_params small{0x1p-140, 0}, zero{0, 0};
  const float x = 8, untouched = 5;
  float y = untouched, at_zero = untouched;
  for (const simdact_op op : {SIMDACT_SOFTCAP, SIMDACT_SOFTPLUS, SIMDACT_CELU}) {
    CHECK(simdact_forward(op, SIMDACT_F32, SIMDACT_HIGH, &small, &x, &at_zero, 1) == SIMDACT_OK);
    const support::fp_mode flush(FE_TONEAREST, true);
    CHECK(simdact_forward(op, SIMDACT_F32, SIMDACT_HIGH, &small, &x, &y, 1) == SIMDACT_INVALID_ARGUMENT);
    CHECK(y == untouched);
  }
  const support::fp_mode flush(FE_TONEAREST, true);
  for (const simdact_op op :
       {SIMDACT_SWISH, SIMDACT_ELU, SIMDACT_LEAKY_RELU, SIMDACT_HARD_SIGMOID, SIMDACT_THRESHOLD}) {
    for (const float sample : {-8.0f, 8.0f}) {
      simdact_forward(op, SIMDACT_F32, SIMDACT_HIGH, &small, &sample, &y, 1);
      simdact_forward(op, SIMDACT_F32, SIMDACT_HIGH, &zero, &sample, &at_zero, 1);
      CHECK(support::same(y, at_zero));
    }
  }
}

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("flush/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
