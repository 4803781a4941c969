// SPDX-License-Identifier: MIT
// softmax, log_softmax and their gradients against real arithmetic on the stored elements, scale and mask: f64 in
// quadruple precision, the others in long double. Every row is a case of its own: short and long ones, shifted, scaled
// and masked, all equal, with one element above all others, with subnormal results.
#include <algorithm>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <type_traits>

#include "rows/arrays.hpp"

namespace {

using quad = boost::multiprecision::cpp_bin_float_quad;
using rows::array;

struct row_case {
  std::string name;
  double scale = 1;
  std::vector<double> x, mask;
};

// Rows of n elements of a type with that largest number.
std::vector<row_case> cases_of(std::size_t n, double largest, std::mt19937_64& random) {
  const auto masked = [&](double off) {
    std::vector<double> mask = rows::normal(n, 0, 1, random);
    for (std::size_t i = 0; i < n; ++i) {
      if (random() % 3 == 0 && i != n / 2) mask[i] = off;
    }
    return mask;
  };
  // What a mask takes from products of up to a few thousand: from nothing to all.
  const auto mask_of = [&](std::vector<double> values) {
    std::vector<double> mask(n);
    for (double& element : mask) element = values[random() % values.size()];
    if (n > 0) mask[n / 2] = 0;
    return mask;
  };
  const std::vector<double> partly{0, 0, 0, -30, -60, -150, -700, -2040, -2100, -5000, -1e4, -largest, -rows::inf};
  std::vector<double> padded(n, -rows::inf), late(n, -rows::inf);
  for (std::size_t i = 0; i < n / 3 + 1 && i < n; ++i) padded[i] = late[n - 1 - i] = 0;
  // Elements that a mask raises to the others.
  std::vector<double> low = rows::normal(n, 0, 20, random), raised(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (random() % 3 == 0) raised[i] = 6000, low[i] -= 6000;
  }
  std::vector<double> dominant = rows::normal(n, -20, 5, random), subnormal = rows::normal(n, -95, 4, random);
  if (n > 0) dominant[n / 2] = 30, subnormal[n / 3] = 0;
  std::vector<double> tiny = rows::normal(n, 0, 4 / largest, random), tiny_above = rows::normal(n, -40, 20, random);
  for (std::size_t i = 0; i < n; i += 3) tiny_above[i] = -std::fabs(tiny[i]);
  if (n > 0) tiny_above[n / 2] = std::fabs(tiny[0]);
  std::vector<double> sunk = rows::normal(n, 0, 3, random);
  for (std::size_t i = 0; i < n; i += 2) sunk[i] = i == n / 2 ? 1 : -0.9 * largest;
  return {{"normal", 1, rows::normal(n, 0, 1, random), {}},
          {"spread", 1, rows::normal(n, 0, 30, random), {}},
          {"shifted up", 1, rows::normal(n, 300, 3, random), {}},
          {"shifted down", 1, rows::normal(n, -700, 5, random), {}},
          {"far", 1, rows::normal(n, 5000, 10, random), {}},
          {"farther", 1, rows::normal(n, std::min(3e12, largest / 2), 10, random), {}},
          {"beyond the range", 1, rows::normal(n, -1500, 300, random), {}},
          {"tiny", 1, tiny, {}},
          {"tiny above others", 1, tiny_above, {}},
          {"equal", 1, std::vector<double>(n, 0.7), {}},
          {"equal and far", 1, std::vector<double>(n, -3000), {}},
          {"dominant", 1, dominant, {}},
          {"subnormal", 1, subnormal, {}},
          {"attention", 0.08838834764831845, rows::normal(n, 0, 20, random), {}},
          {"negative", -0.7, rows::normal(n, 40, 9, random), {}},
          {"tiny scale", 1e-30, rows::normal(n, 0, 1e4, random), {}},
          {"no scale", 0, rows::normal(n, 0, 9, random), {}},
          {"sunk", 0.3, sunk, {}},
          {"sunk beside a mask", 0.3, sunk, masked(-rows::inf)},
          {"steep", 1e30, rows::normal(n, 0, 3, random), {}},
          {"steep and masked", 1e300, rows::normal(n, 0, 3, random), masked(-3)},
          {"masked throughout", 0.3, rows::normal(n, 0, 3, random), std::vector<double>(n, -largest)},
          {"far below", 0.3, rows::normal(n, 0, 3, random), std::vector<double>(n, -50000)},
          {"causal", 0.125, rows::normal(n, 0, 8, random), masked(-rows::inf)},
          {"padded", 0.125, rows::normal(n, 0, 8, random), padded},
          {"late", 0.125, rows::normal(n, 0, 8, random), late},
          {"partly masked", 0.25, rows::normal(n, 0, 100, random), mask_of(partly)},
          {"partly masked and far", 1, rows::normal(n, -1000, 1500, random), mask_of(partly)},
          {"raised", 1, low, raised},
          {"scaled and shifted up", 0.5, rows::normal(n, 460, 20, random), {}},
          {"scaled and shifted down", 0.5, rows::normal(n, -500, 20, random), {}},
          {"scaled and far", 0.5, rows::normal(n, 1700, 20, random), {}},
          {"biased", 1.0 / 3, rows::normal(n, 0, 8, random), masked(-3)}};
}

// Beyond the largest number, an ulp away, is infinity.
template <class R>
R error_in_ulp(const rows::format& f, double y, const R& t, bool logarithm) {
  using std::abs;
  if (y == static_cast<double>(t)) return 0;
  const R ulp(rows::ulp_of(f, f.largest())), end = R(f.largest()) + ulp;
  const auto held = [&](const R& x) { return x < -end ? R(-end) : end < x ? end : x; };
  const double size = std::min(static_cast<double>(abs(t)), f.largest());
  return abs(R(held(R(y)) - held(t))) / R(rows::ulp_of(f, logarithm && size < 1 ? 1 : size));
}

// The exact results. Of each element's product and mask those of the largest are taken first, beside which they may be
// small.
template <class R>
std::vector<R> exact(const array& x, const array& mask, double scale, bool logarithm) {
  using std::exp;
  using std::log;
  std::vector<R> t(x.size());
  for (std::size_t i = 0; i < t.size(); ++i) t[i] = R(x[i]) * R(scale) + (mask.size() > 0 ? R(mask[i]) : R(0));
  for (int round = 0; round < 3; ++round) {
    const std::size_t largest = std::max_element(t.begin(), t.end()) - t.begin();
    for (std::size_t i = 0; i < t.size(); ++i) {
      t[i] = (R(x[i]) - R(x[largest])) * R(scale);
      if (mask.size() > 0) t[i] += R(mask[i]) - R(mask[largest]);
    }
  }
  R sum = 0;
  for (const R& element : t) sum += exp(element);
  const R log_sum = log(sum);
  for (R& element : t) element = logarithm ? R(element - log_sum) : R(exp(element) / sum);
  return t;
}

double bound_of(simdact_dtype dtype, simdact_accuracy accuracy) {
  if (dtype == SIMDACT_F16 || dtype == SIMDACT_BF16) return 0.51;
  return accuracy == SIMDACT_HIGH ? 2 : 4;
}

template <class R>
void check(simdact_dtype dtype, const row_case& c, bool logarithm, support::reporter& report) {
  const array x(dtype, c.x), mask(dtype, c.mask);
  const simdact_softmax_params params{c.scale, mask.size() > 0 ? mask.data() : nullptr, 0, 0};
  const std::vector<R> want = exact<R>(x, mask, c.scale, logarithm);
  for (const simdact_accuracy accuracy : {SIMDACT_HIGH, SIMDACT_FAST}) {
    array y(dtype, x.size());
    const auto run = logarithm ? simdact_log_softmax : simdact_softmax;
    REQUIRE(run(dtype, accuracy, &params, x.data(), x.size(), y.data(), y.size(), 1, x.size()) == SIMDACT_OK);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (error_in_ulp<R>(x.form(), y[i], want[i], logarithm) <= bound_of(dtype, accuracy)) continue;
      report.fail(rows::name_of(dtype) + (logarithm ? " log_softmax " : " softmax ") + c.name + ", " +
                  std::to_string(x.size()) + " elements, number " + std::to_string(i) + ": got " + support::hex(y[i]) +
                  ", want " + support::hex(static_cast<double>(want[i])) + ", accuracy " + std::to_string(accuracy));
      return;
    }
  }
}

template <class R>
void check_lengths(simdact_dtype dtype, const std::vector<std::size_t>& lengths, bool logarithm) {
  std::mt19937_64 random(support::seed());
  support::reporter report;
  for (const std::size_t n : lengths) {
    for (const row_case& c : cases_of(n, rows::format_of(dtype).largest(), random))
      check<R>(dtype, c, logarithm, report);
  }
}

std::vector<std::size_t> short_lengths() {
  std::vector<std::size_t> lengths;
  for (std::size_t n = 1; n <= 70; ++n) lengths.push_back(n);
  return lengths;
}

void check_softmax(bool logarithm) {
  for (const simdact_dtype dtype : rows::dtypes) {
    SUBCASE(rows::name_of(dtype).c_str()) {
      if (dtype == SIMDACT_F64) {
        check_lengths<quad>(dtype, {1, 2, 3, 5, 8, 13, 16, 17, 31, 64, 300}, logarithm);
      } else {
        check_lengths<long double>(dtype, short_lengths(), logarithm);
        check_lengths<long double>(dtype, {128, 129, 1000, 4099}, logarithm);
      }
    }
  }
}

TEST_CASE("rows-accuracy/softmax") { check_softmax(false); }
TEST_CASE("rows-accuracy/log_softmax") { check_softmax(true); }

// As long a row as the sums in float could not add up.
TEST_CASE("rows-accuracy/million") {
  std::mt19937_64 random(support::seed());
  support::reporter report;
  const std::size_t n = 1000000;
  for (const bool logarithm : {false, true}) {
    check<long double>(SIMDACT_F32, {"normal", 1, rows::normal(n, 3, 2, random), {}}, logarithm, report);
    check<long double>(SIMDACT_F32, {"equal", 1, std::vector<double>(n, 0.3), {}}, logarithm, report);
    check<long double>(SIMDACT_F32, {"rising", 0.3, rows::normal(n, 0, 20, random), {}}, logarithm, report);
  }
}

// A row's largest error, which steps that do not lessen it climb to: rows with one element above all others, in whose
// sum most is lost.
TEST_CASE("rows-accuracy/climbed") {
  std::mt19937_64 random(support::seed());
  std::normal_distribution<double> normal;
  for (const bool logarithm : {false, true}) {
    const auto run = logarithm ? simdact_log_softmax : simdact_softmax;
    for (const simdact_accuracy accuracy : {SIMDACT_HIGH, SIMDACT_FAST}) {
      const auto worst_of = [&](const std::vector<double>& row) {
        const array x(SIMDACT_F32, row);
        array y(SIMDACT_F32, row.size());
        REQUIRE(run(SIMDACT_F32, accuracy, nullptr, x.data(), 0, y.data(), 0, 1, row.size()) == SIMDACT_OK);
        const std::vector<long double> want = exact<long double>(x, array(SIMDACT_F32, 0), 1, logarithm);
        std::pair<double, std::size_t> worst{};
        for (std::size_t i = 0; i < row.size(); ++i) {
          const long double error = error_in_ulp<long double>(x.form(), y[i], want[i], logarithm);
          worst = std::max(worst, {static_cast<double>(error), i});
        }
        return worst;
      };
      double largest = 0;
      for (int climb = 0; climb < 12; ++climb) {
        std::vector<double> row = rows::normal(128 + random() % 4 * 16, 0, 6, random);
        row[random() % row.size()] = 20 + normal(random);
        auto worst = worst_of(row);
        for (std::size_t step = support::samples(4500); step > 0; --step) {
          std::vector<double> next = row;
          for (std::size_t changes = 1 + random() % 3; changes > 0; --changes) {
            double& element = next[random() % 4 == 0 ? worst.second : random() % next.size()];
            element += normal(random) * std::ldexp(1.0, -10 * static_cast<int>(random() % 3));
          }
          const auto found = worst_of(next);
          if (found.first >= worst.first) worst = found, row = next;
        }
        largest = std::max(largest, worst.first);
      }
      CAPTURE(logarithm);
      CAPTURE(accuracy);
      CHECK(largest <= bound_of(SIMDACT_F32, accuracy));
      CHECK(largest >= 0.9);
    }
  }
}

// The results of one row, of softmax and its logarithm, in units of the last place of what they should be.
void check_row(simdact_dtype dtype, double scale, const std::vector<double>& x, const std::vector<double>& mask,
               const std::vector<double>& want) {
  const array in(dtype, x), added(dtype, mask);
  const simdact_softmax_params params{scale, added.data(), 0, 1};
  for (const bool logarithm : {false, true}) {
    array y(dtype, x.size());
    const auto run = logarithm ? simdact_log_softmax : simdact_softmax;
    REQUIRE(run(dtype, SIMDACT_HIGH, &params, in.data(), 0, y.data(), 0, 1, x.size()) == SIMDACT_OK);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double t = logarithm ? std::log(want[i]) : want[i];
      CAPTURE(y[i]);
      CAPTURE(t);
      CHECK((y[i] == t || error_in_ulp<double>(y.form(), y[i], t, logarithm) <= 2));
    }
  }
}

// 1/3 as a double lacks 2^-54 of itself: of 3 2^66 / 3 - 2^66 there remains -2^12, all of it beyond the product's 53
// bits.
TEST_CASE("rows-accuracy/cancelled") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    if (dtype == SIMDACT_F16) return;
    check_row(dtype, 1.0 / 3, {0x3p66, 0, 0x3p66}, {-0x1p66, -0x1p12, -rows::inf}, {0.5, 0.5, 0});
    check_row(dtype, -1.0 / 3, {0x3p66, 0}, {0x1p66, 0x1p12}, {0.5, 0.5});
    // As floats product and mask differ by 2^13.
    const double less = 1 / (1 + std::exp(0x1p-15));
    check_row(dtype, 0.7, {0xap36, 0}, {-0x7p36, 0}, {less, 1 - less});
  });
}

// Products beyond the range of double, beside which a mask still counts, or which it takes away.
TEST_CASE("rows-accuracy/beyond double") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    const double x = rows::format_of(dtype).largest(), scale = dtype == SIMDACT_F64 ? 1e250 : 1e305;
    const double third = 1 / (1 + std::exp(1.0));
    for (const double sign : {1.0, -1.0}) {
      check_row(dtype, sign * scale, {sign * x, sign * x, 0}, {0, 1, 0}, {third, 1 - third, 0});
      check_row(dtype, sign * scale, {-sign * x, -sign * x}, {0, 1}, {third, 1 - third});
      check_row(dtype, sign * scale, {sign * x, 0}, {-rows::inf, 0}, {0, 1});
    }
    const array in(dtype, std::vector<double>{x, x}), mask(dtype, std::vector<double>{-rows::inf, -rows::inf});
    const simdact_softmax_params params{scale, mask.data(), 0, 1};
    array y(dtype, 2);
    REQUIRE(simdact_softmax(dtype, SIMDACT_HIGH, &params, in.data(), 0, y.data(), 0, 1, 2) == SIMDACT_OK);
    CHECK((y[0] == 0 && y[1] == 0));
  });
}

// The last place of a subnormal number, which a large scale makes one of the result.
TEST_CASE("rows-accuracy/subnormal and steep") {
  support::reporter report;
  const double least = std::numeric_limits<double>::denorm_min(), largest = std::numeric_limits<double>::max();
  for (const bool logarithm : {false, true}) {
    check<quad>(SIMDACT_F64, {"", largest, {0, least, 3 * least, -5 * least, 0}, {}}, logarithm, report);
  }
}

// Sums and products in double, or in two: beyond the last rounding only what cancels in the sum is lost. In two doubles
// an exponential has 64 bits.
template <class R>
void check_gradient(simdact_dtype dtype, bool logarithm, std::size_t n, double scale, std::mt19937_64& random) {
  using std::abs;
  using std::exp;
  const array x(dtype, rows::normal(n, 0, 3, random)), dy(dtype, rows::normal(n, 0.5, 1, random));
  array y(dtype, n), dx(dtype, n);
  const auto forward = logarithm ? simdact_log_softmax : simdact_softmax;
  const auto backward = logarithm ? simdact_log_softmax_backward : simdact_softmax_backward;
  REQUIRE(forward(dtype, SIMDACT_HIGH, nullptr, x.data(), n, y.data(), n, 1, n) == SIMDACT_OK);
  REQUIRE(backward(dtype, scale, y.data(), n, dy.data(), n, dx.data(), n, 1, n) == SIMDACT_OK);
  R sum = 0, magnitude = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const R term = logarithm ? R(dy[i]) : R(R(y[i]) * R(dy[i]));
    sum += term;
    magnitude += abs(term) + abs(R(dy[i]));
  }
  const double lost = dtype != SIMDACT_F64 ? 0x1p-49 : logarithm ? 0x1p-62 : 0x1p-95;
  for (std::size_t i = 0; i < n; ++i) {
    const R factor = logarithm ? R(exp(R(y[i]))) : R(y[i]);
    const R want = R(scale) * (logarithm ? R(R(dy[i]) - factor * sum) : R(factor * (R(dy[i]) - sum)));
    const R allowed = R(0.51 * rows::ulp_of(x.form(), static_cast<double>(want))) +
                      R(lost) * (abs(R(scale)) * magnitude * (logarithm ? R(factor + 1) : factor));
    CAPTURE(i);
    CAPTURE(n);
    REQUIRE(abs(R(R(dx[i]) - want)) <= allowed);
  }
}

void check_gradients(bool logarithm) {
  std::mt19937_64 random(support::seed());
  for (const simdact_dtype dtype : rows::dtypes) {
    SUBCASE(rows::name_of(dtype).c_str()) {
      for (const std::size_t n : {1, 2, 7, 15, 16, 17, 33, 100, 300}) {
        for (const double scale : {1.0, -0.3, 7.0}) {
          if (dtype == SIMDACT_F64) {
            check_gradient<quad>(dtype, logarithm, n, scale, random);
          } else {
            check_gradient<long double>(dtype, logarithm, n, scale, random);
          }
        }
      }
    }
  }
}

// An infinite gradient, or a product that is too large, gives infinities of the sign that real numbers would.
TEST_CASE("rows-accuracy/infinite gradients") {
  rows::for_each_dtype([](simdact_dtype dtype) {
    const array y(dtype, std::vector<double>{0.25, 0.25, 0.5}), dy(dtype, std::vector<double>{1, 2, rows::inf});
    const array log_y(dtype, std::vector<double>{-2, -1, -1}), large(dtype, std::vector<double>{-6e4, 6e4, 0});
    array dx(dtype, 3);
    CHECK(simdact_softmax_backward(dtype, 2, y.data(), 3, dy.data(), 3, dx.data(), 3, 1, 3) == SIMDACT_OK);
    CHECK((dx[0] == -rows::inf && dx[1] == -rows::inf && std::isnan(dx[2])));
    CHECK(simdact_log_softmax_backward(dtype, 2, log_y.data(), 3, dy.data(), 3, dx.data(), 3, 1, 3) == SIMDACT_OK);
    CHECK((dx[0] == -rows::inf && dx[1] == -rows::inf && std::isnan(dx[2])));
    CHECK(simdact_softmax_backward(dtype, 1e306, y.data(), 3, large.data(), 3, dx.data(), 3, 1, 3) == SIMDACT_OK);
    CHECK((dx[0] == -rows::inf && dx[1] == rows::inf && dx[2] == 0));
  });
}

// y times what it is multiplied with is below the range of double until a large scale brings it back.
TEST_CASE("rows-accuracy/steep gradients") {
  const array y(SIMDACT_F64, std::vector<double>{0x1p-900, 0x1p-1074, 1}),
      dy(SIMDACT_F64, std::vector<double>{0x1p-200, -0x1p-100, 0});
  array dx(SIMDACT_F64, 3);
  CHECK(simdact_softmax_backward(SIMDACT_F64, 0x1.8p1000, y.data(), 0, dy.data(), 0, dx.data(), 0, 1, 3) == SIMDACT_OK);
  CHECK(dx[0] == 0x1.8p-100);
  CHECK(dx[1] == -0x1.8p-174);
}

TEST_CASE("rows-accuracy/softmax_backward") { check_gradients(false); }
TEST_CASE("rows-accuracy/log_softmax_backward") { check_gradients(true); }

}  // namespace
