// SPDX-License-Identifier: MIT
// Special inputs: every row of the table, and NaN, on every instruction set and tier, at every place of a vector.
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "special/derivatives.hpp"
#include "support/support.hpp"
#include "ulp.hpp"

namespace {

using support::failure;
using support::hex;

// How near a result that is no short number is to the stated one, which itself is a double: in ulp.
double tolerance(const support::kernel_id& kernel) {
  if (kernel.dtype != SIMDACT_F64) return 1;
  return kernel.way == support::direction::forward ? 1.5 : 2.5;
}

// The type's own number for one of the table.
double number(const support::format& f, double of_f32) {
  const double size = std::abs(of_f32);
  if (size == static_cast<double>(special::tiny)) return std::copysign(f.smallest(), of_f32);
  if (size == static_cast<double>(special::big)) return std::copysign(f.largest(), of_f32);
  return of_f32;
}

// Where a number is so small that no table states it, relaxed's own kernels may give the zero of its sign.
bool may_vanish(const support::kernel_id& kernel) {
  return simdact::ulp::unit_of(kernel) == simdact::ulp::unit::of_larger;
}

bool holds(const support::kernel_id& kernel, const special::result& want, double got) {
  const support::format& f = support::format_of(kernel.dtype);
  switch (want.want) {
    case special::result::exactly:
      return support::same(got, simdact::ulp::rounded(f, number(f, want.value)));
    case special::result::any_zero:
      return got == 0;
    case special::result::nan:
      return std::isnan(got);
    case special::result::finite:
      return std::isfinite(got) && (got != 0 || may_vanish(kernel)) && std::signbit(got) == std::signbit(want.value);
    case special::result::near:
      return std::abs(got - want.value) < tolerance(kernel) * support::ulp_of(f, want.value);
  }
  return false;
}

std::string told(const support::kernel_id& kernel, const special::result& want) {
  switch (want.want) {
    case special::result::exactly:
      return hex(kernel.dtype, simdact::ulp::rounded(support::format_of(kernel.dtype), want.value));
    case special::result::any_zero:
      return "a zero";
    case special::result::nan:
      return "NaN";
    case special::result::finite:
      return want.value > 0 ? "positive and finite" : "negative and finite";
    case special::result::near:
      return "close to " + std::to_string(want.value);
  }
  return "";
}

bool covers(special::scope types, simdact_dtype dtype) {
  switch (types) {
    case special::everywhere:
      return true;
    case special::not_f64:
      return dtype != SIMDACT_F64;
    case special::f32_f64:
      return dtype == SIMDACT_F32 || dtype == SIMDACT_F64;
    case special::only_f32:
      return dtype == SIMDACT_F32;
  }
  return false;
}

bool covers(const special::point& p, simdact_dtype dtype) {
  const support::format& f = support::format_of(dtype);
  const double x = static_cast<double>(p.x), own = number(f, x);
  const bool may_underflow = p.y.want == special::result::finite && own == x && f.size == 2;
  return covers(p.types, dtype) && !may_underflow && support::same(simdact::ulp::rounded(f, own), own);
}

// The points of one row, each amid ordinary numbers.
void check_row(const support::kernel_id& kernel, const std::string& isa, const special::row& row,
               support::reporter& report) {
  if (!covers(row.types, kernel.dtype)) return;
  const simdact_params chosen{row.alpha, row.beta};
  const simdact_params* params = std::isnan(row.alpha) ? nullptr : &chosen;
  std::vector<special::point> points;
  for (const special::point& p : row.points) {
    if (covers(p, kernel.dtype)) points.push_back(p);
  }
  for (std::size_t place = 0; place < 35; ++place) {
    support::numbers x(place, 0.25);
    for (const special::point& p : points) {
      x.push_back(number(support::format_of(kernel.dtype), static_cast<double>(p.x)));
    }
    const support::numbers y = support::run(kernel, params, x);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double got = y[place + i];
      if (holds(kernel, points[i].y, got)) continue;
      report.fail(tell(failure{kernel, isa, params, x[place + i], got}, told(kernel, points[i].y)));
    }
  }
}

// NaN in, NaN out: quiet and signalling, of both signs, every payload bit.
void check_nan(const support::kernel_id& kernel, const std::string& isa, support::reporter& report) {
  const support::format& f = support::format_of(kernel.dtype);
  const std::uint64_t quiet = std::uint64_t{1} << (f.fraction() - 1), sign = f.sign_bit();
  support::numbers x;
  for (int bit = 0; bit < f.fraction(); ++bit) {
    for (const std::uint64_t other : {std::uint64_t{0}, quiet, quiet - 1, sign, sign | quiet}) {
      x.push_back(simdact::ulp::value_of(f, f.infinity_bits() | std::uint64_t{1} << bit | other));
    }
  }
  std::vector<simdact_params> all = support::other_params(kernel);
  all.push_back({0, 0});
  for (std::size_t k = 0; k < all.size(); ++k) {
    const simdact_params* params = k + 1 < all.size() ? &all[k] : nullptr;
    const support::numbers y = support::run(kernel, params, x);
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
