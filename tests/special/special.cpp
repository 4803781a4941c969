// SPDX-License-Identifier: MIT
// Special inputs: every row of the table, and NaN, on every instruction set and tier, at every place of a vector.
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "special/derivatives.hpp"
#include "support/support.hpp"

namespace {

using support::failure;
using support::hex;

double ulp_of(double value) {
  int exponent;
  std::frexp(value, &exponent);
  return std::ldexp(1.0, std::max(exponent - 24, -149));
}

bool holds(const special::result& want, float got) {
  switch (want.want) {
    case special::result::exactly:
      return support::bits_of(got) == support::bits_of(static_cast<float>(want.value));
    case special::result::any_zero:
      return got == 0;
    case special::result::nan:
      return std::isnan(got);
    case special::result::finite:
      return std::isfinite(got) && got != 0 && std::signbit(got) == std::signbit(want.value);
    case special::result::near:
      return std::abs(static_cast<double>(got) - want.value) < ulp_of(want.value);
  }
  return false;
}

std::string told(const special::result& want) {
  switch (want.want) {
    case special::result::exactly:
      return hex(static_cast<float>(want.value));
    case special::result::any_zero:
      return "a zero";
    case special::result::nan:
      return "NaN";
    case special::result::finite:
      return want.value > 0 ? "positive and finite" : "negative and finite";
    case special::result::near:
      return "less than 1 ulp from " + std::to_string(want.value);
  }
  return "";
}

// The points of one row, each amid ordinary numbers.
void check_row(support::kernel_id kernel, const std::string& isa, const special::row& row, support::reporter& report) {
  const simdact_params chosen{row.alpha, row.beta};
  const simdact_params* params = std::isnan(row.alpha) ? nullptr : &chosen;
  for (std::size_t place = 0; place < 19; ++place) {
    std::vector<float> x(place, 0.25f);
    for (const special::point& p : row.points) x.push_back(p.x);
    const std::vector<float> y = support::run(kernel, params, x);
    std::size_t i = place;
    for (const special::point& p : row.points) {
      if (!holds(p.y, y[i])) report.fail(tell(failure{kernel, isa, params, p.x, y[i]}, told(p.y)));
      ++i;
    }
  }
}

// NaN in, NaN out: quiet and signalling, of both signs, every payload bit.
void check_nan(support::kernel_id kernel, const std::string& isa, support::reporter& report) {
  std::vector<float> x;
  for (int bit = 0; bit < 23; ++bit) {
    for (const std::uint32_t other : {0u, 0x400000u, 0x3fffffu, 0x80000000u, 0x80400000u}) {
      x.push_back(support::float_of(0x7f800000u | 1u << bit | other));
    }
  }
  std::vector<simdact_params> all = support::other_params(kernel);
  all.push_back({0, 0});
  for (std::size_t k = 0; k < all.size(); ++k) {
    const simdact_params* params = k + 1 < all.size() ? &all[k] : nullptr;
    const std::vector<float> y = support::run(kernel, params, x);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!std::isnan(y[i])) report.fail(tell(failure{kernel, isa, params, x[i], y[i]}, "NaN"));
    }
  }
}

void check(simdact_op op) {
  const std::string name = simdact_op_name(op);
  const auto check_rows = [&](const auto& rows, const support::kernel_id& kernel, const std::string& isa) {
    support::reporter report;
    bool listed = false;
    check_nan(kernel, isa, report);
    for (const special::row& row : rows) {
      if (name != row.op) continue;
      listed = true;
      check_row(kernel, isa, row, report);
    }
    CHECK_MESSAGE(listed, name << " has no row in special/");
    CHECK_FALSE(report.failed());
  };
  support::for_each_kernel(support::kernels_of(op), [&](const support::kernel_id& kernel, const std::string& isa) {
    if (kernel.way == support::direction::forward) check_rows(special::rows, kernel, isa);
    if (kernel.way == support::direction::backward) check_rows(special::derivative_rows, kernel, isa);
    if (kernel.way == support::direction::from_output) check_rows(special::from_output_rows, kernel, isa);
  });
}

}  // namespace

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("special/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
