// SPDX-License-Identifier: MIT
// The references of every accuracy claim: the arithmetic of errors, the definitions against values known from
// elsewhere, and the double oracle of the sweep against MPFR.
#include "oracle.hpp"

#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "critical.hpp"
#include "doctest/doctest.h"
#include "oracle/known.hpp"
#include "sample.hpp"
#include "support/support.hpp"
#include "ulp.hpp"

namespace {

using simdact::oracle::exact_value;
using simdact::ulp::error;
using simdact::ulp::exponent_of;
using simdact::ulp::f32_format;
using simdact::ulp::magnitude;
using simdact::ulp::power_of_two;
using simdact::ulp::rounded;
using simdact::ulp::special_ok;
using simdact::ulp::wide;
using support::infinity;
using support::largest;
using support::smallest;

std::string told(const simdact::oracle::function& f) {
  return std::string(simdact_op_name(f.id)) + "/" + name_of(f.way);
}

// The promised 40 bits. Results that no float distinguishes from zero or infinity need the sign alone.
bool close(double t, const exact_value& exact) {
  if (std::isnan(exact.high)) return std::isnan(t);
  if (exact.high != 0 && std::signbit(t) != std::signbit(exact.high)) return false;
  if (std::fabs(exact.high) < 0x1p-200) return std::fabs(t) < 0x1p-199;
  if (std::fabs(exact.high) > 0x1p130) return std::fabs(t) > 0x1p129;
  return std::fabs((t - exact.high) - exact.low) <= 0x1p-40 * std::fabs(exact.high);
}

// Every binade, subnormals included; the tails, where exponentials cancel or underflow; the middle.
std::vector<float> spread(std::mt19937_64& random) {
  std::vector<float> x;
  std::uniform_real_distribution<double> mantissa(1, 2);
  for (int exponent = -149; exponent < 128; ++exponent) {
    for (const double m : {1.0, mantissa(random), mantissa(random)}) {
      x.push_back(static_cast<float>(std::ldexp(m, exponent)));
      x.push_back(-x.back());
    }
  }
  for (const auto& [from, to] : {std::pair(-120.0, -80.0), {80.0, 120.0}, {-16.0, 16.0}, {-3.001, -2.999}}) {
    std::uniform_real_distribution<double> inside(from, to);
    for (std::size_t i = 0; i < support::samples(300); ++i) x.push_back(static_cast<float>(inside(random)));
  }
  for (const float end : {largest, -largest}) x.push_back(end);
  std::vector<double> near;
  simdact::ulp::add_neighbours(f32_format, near, -1, 40);
  simdact::ulp::add_neighbours(f32_format, near, 0, 40);
  for (const double one : near) x.push_back(static_cast<float>(one));
  return x;
}

// How far t lies from the middle between two floats, in ulp.
double from_tie(double t) {
  const double scaled = std::fabs(t) * simdact::ulp::per_ulp(t);
  return std::fabs(scaled - std::floor(scaled) - 0.5);
}

// Inputs whose exact results lie nearly halfway between two floats, as far as the oracle can tell, but where the result
// is a short number, a tie beyond doubt.
std::vector<float> near_ties(const simdact::oracle::function& f) {
  std::vector<float> ties;
  const std::vector<float> x = support::strided(support::samples(1000000));
  std::vector<double> t(x.size());
  f.evaluate(nullptr, x.data(), t.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i]) && std::fabs(t[i]) < HUGE_VAL && from_tie(t[i]) < 0x1p-13) ties.push_back(x[i]);
  }
  if (ties.size() > 500) ties.resize(500);
  return ties;
}

void check_against_mpfr(const simdact::oracle::function& f, const simdact_params* params, const std::vector<float>& x) {
  support::reporter report;
  std::vector<double> t(x.size());
  f.evaluate(params, x.data(), t.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const exact_value exact = simdact::oracle::evaluate_exactly(f.id, f.way, params, x[i]);
    const std::string where = told(f) + support::describe(params) + " at " + support::hex(x[i]);
    if (!close(t[i], exact)) {
      report.fail(where + ": " + support::hex(t[i]) + ", MPFR " + support::hex(exact.high));
    } else if (std::fabs(t[i]) < 0x1p120 && t[i] != 0 && from_tie(t[i]) > 0x1p-16 &&
               !simdact::ulp::same(rounded(f32_format, t[i]), rounded(f32_format, exact.high, exact.low))) {
      report.fail(where + ": rounds to " + support::hex(static_cast<float>(t[i])) + ", MPFR's " +
                  support::hex(exact.high) + " to another float");
    }
  }
  CHECK_FALSE(report.failed());
}

// The promised 70 bits of the oracle for doubles. What no double distinguishes from zero or infinity needs the sign
// alone.
bool close(wide t, wide exact) {
  if (exact != exact) return t != t;
  if (exact != 0 && std::signbit(static_cast<double>(t)) != std::signbit(static_cast<double>(exact))) return false;
  const int exponent = exponent_of(exact);
  if (exponent < -1200) return exponent_of(t) < -1199;
  if (exponent > 1030) return exponent_of(t) > 1029;
  return magnitude(t - exact) <= magnitude(exact) * power_of_two<wide>(-70);
}

// Those of the sample and the ends of every binade, in doubles.
std::vector<double> wide_spread() {
  std::vector<double> x;
  for (std::uint64_t i = 0; i < support::samples(500); ++i) x.push_back(simdact::ulp::sample(i + support::seed()));
  for (int exponent = -1074; exponent < 1024; exponent += 23) {
    x.push_back(std::ldexp(1.25, exponent));
    x.push_back(-x.back());
  }
  return x;
}

void check_wide_against_mpfr(const simdact::oracle::function& f, const simdact_params* params,
                             const std::vector<double>& x) {
  const bool has_wide = f.evaluate_wide != nullptr;
  REQUIRE(has_wide);
  support::reporter report;
  std::vector<wide> t(x.size());
  f.evaluate_wide(params, x.data(), t.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const wide exact = simdact::oracle::evaluate_exactly(f.id, f.way, params, x[i]).value;
    if (close(t[i], exact)) continue;
    report.fail(told(f) + support::describe(params) + " at " + support::hex(x[i]) + ": " + simdact::oracle::hex(t[i]) +
                ", MPFR " + simdact::oracle::hex(exact));
  }
  CHECK_FALSE(report.failed());
}

void check_known(const simdact::oracle::function& f) {
  for (const known::row& row : known::rows) {
    if (std::strcmp(row.name, simdact_op_name(f.id)) != 0) continue;
    for (std::size_t i = 0; i < std::size(known::inputs); ++i) {
      double t;
      f.evaluate(nullptr, &known::inputs[i], &t, 1);
      const double want = row.values[i];
      const bool right = std::isnan(want)                ? std::isnan(t)
                         : want == 0 || std::isinf(want) ? t == want && std::signbit(t) == std::signbit(want)
                                                         : std::fabs(t - want) <= 0x1p-40 * std::fabs(want);
      CHECK_MESSAGE(right, told(f) << " at " << known::inputs[i] << ": " << t << ", known " << want);
    }
    return;
  }
  FAIL(told(f) << " has no row in known.hpp");
}

void check(simdact_op op) {
  for (const support::direction way : simdact::ulp::all_directions) {
    const simdact::oracle::function* f = simdact::oracle::find(op, way);
    if (f == nullptr) continue;
    SUBCASE(name_of(way)) {
      if (way == support::direction::forward) check_known(*f);
      std::mt19937_64 random(support::seed());
      const std::vector<float> x = spread(random);
      check_against_mpfr(*f, nullptr, x);
      check_against_mpfr(*f, nullptr, near_ties(*f));
      for (const simdact_params& params : support::other_params({op, way, SIMDACT_F32, SIMDACT_HIGH}))
        check_against_mpfr(*f, &params, x);
      const std::vector<double> doubles = wide_spread();
      check_wide_against_mpfr(*f, nullptr, doubles);
      const std::vector<double> few(doubles.begin(), doubles.begin() + static_cast<std::ptrdiff_t>(doubles.size() / 8));
      for (const simdact_params& params : support::other_params({op, way, SIMDACT_F32, SIMDACT_HIGH}))
        check_wide_against_mpfr(*f, &params, few);
    }
  }
}

}  // namespace

TEST_CASE("oracle/ulp") {
  // the binade of the exact value decides
  CHECK(error(1, 1) == 0);
  CHECK(error(1, 1 + 0x1p-24) == 0.5);
  CHECK(error(1, 1 - 0x1p-25) == 0.5);
  CHECK(error(1, 1 - 0x1p-24) == 1);
  CHECK(error(-3, -3 - 0x1p-22) == 1);
  CHECK(error(largest, static_cast<double>(largest) + 0x1p103) == 0.5);
  // below the normal range the spacing stays 2^-149, and a double below its own normal range is no exception
  CHECK(error(0, 0x1p-150) == 0.5);
  CHECK(error(smallest, 0x1p-150) == 0.5);
  CHECK(error(0x1p-126f, 0x1p-126 - 0x1p-149) == 1);
  CHECK(error(0x1p-126f, 0x1p-126 + 0x1p-150) == 0.5);
  CHECK(error(smallest, 0x1p-1074) == 1);
  CHECK(error(0, 0x1p-1074) < 0x1p-900);
}

// The formats hold their numbers as they are: every one of 16 bits, NaNs included, through a double and back; and the
// same rules of errors and rounding.
TEST_CASE("oracle/formats") {
  using simdact::ulp::bits_of;
  using simdact::ulp::f64_format;
  using simdact::ulp::value_of;
  for (const simdact_dtype dtype : {SIMDACT_F16, SIMDACT_BF16}) {
    const simdact::ulp::format& f = simdact::ulp::format_of(dtype);
    std::size_t wrong = 0;
    double before = -HUGE_VAL;
    for (std::uint64_t bits = 0; bits < 65536; ++bits) {
      const double x = value_of(f, bits);
      const bool nan = f.is_nan(bits);
      if (bits_of(f, x) != bits || std::isnan(x) != nan || (!nan && !simdact::ulp::same(rounded(f, x), x))) ++wrong;
    }
    CHECK(wrong == 0);
    for (std::int64_t rank = rank_of(f, -f.largest()); rank <= rank_of(f, f.largest()); ++rank) {
      const double x = of_rank(f, rank);
      if (!(x > before || x == 0)) ++wrong;
      before = x;
    }
    CHECK(wrong == 0);
  }
  CHECK(value_of(simdact::ulp::f16_format, 0x7bff) == 65504);
  CHECK(value_of(simdact::ulp::f16_format, 1) == 0x1p-24);
  CHECK(value_of(simdact::ulp::bf16_format, 0x3f81) == 0x1.02p0);
  CHECK(value_of(simdact::ulp::bf16_format, 0x8001) == -0x1p-133);
  // ties to even, unless there is something beyond the digits of a double
  CHECK(rounded(simdact::ulp::bf16_format, 0x1.01p0) == 1);
  CHECK(rounded(simdact::ulp::bf16_format, 0x1.01p0, 0x1p-60) == 0x1.02p0);
  CHECK(rounded(simdact::ulp::bf16_format, -0x1.03p0, 0x1p-60) == -0x1.02p0);
  CHECK(rounded(simdact::ulp::f16_format, 65520) == HUGE_VAL);
  CHECK(rounded(simdact::ulp::f16_format, 0x1p-25) == 0);
  CHECK(error(f64_format, 1, wide(1) + power_of_two<wide>(-54)) == 0.25);
  CHECK(error(f64_format, 0, power_of_two<wide>(-1075)) == 0.5);
  CHECK(special_ok(f64_format, 1, HUGE_VAL, power_of_two<wide>(1024)));
  CHECK_FALSE(special_ok(f64_format, 1, HUGE_VAL, power_of_two<wide>(1024) - power_of_two<wide>(971)));
  CHECK_FALSE(special_ok(f64_format, 1, 0.0, -power_of_two<wide>(-1080)));
}

TEST_CASE("oracle/special") {
  // infinite exactly where the correctly rounded result is: from FLT_MAX and half an ulp on, ties to even
  CHECK(special_ok(1, infinity, 0x1.ffffffp127));
  CHECK_FALSE(special_ok(1, largest, 0x1.ffffffp127));
  CHECK(special_ok(1, largest, 0x1.fffffefffffffp127));
  CHECK_FALSE(special_ok(1, infinity, 0x1.fffffefffffffp127));
  CHECK(special_ok(1, -infinity, -HUGE_VAL));
  CHECK_FALSE(special_ok(1, infinity, -HUGE_VAL));
  CHECK(special_ok(1, NAN, NAN));
  CHECK_FALSE(special_ok(1, 1, NAN));
  CHECK_FALSE(special_ok(1, NAN, 1));
  // an exact zero is a zero of its sign, and an underflowing result keeps the sign
  CHECK(special_ok(1, -0.0f, -0.0));
  CHECK_FALSE(special_ok(1, 0.0f, -0.0));
  CHECK_FALSE(special_ok(1, smallest, 0.0));
  CHECK(special_ok(1, -0.0f, -0x1p-1000));
  CHECK_FALSE(special_ok(1, 0.0f, -0x1p-1000));
  // a limit that is a float is met exactly
  CHECK(special_ok(infinity, 1, 1));
  CHECK_FALSE(special_ok(infinity, 0x1.fffffep-1f, 1));
  CHECK(special_ok(20, 0x1.fffffep-1f, 1));
}

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("oracle/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
