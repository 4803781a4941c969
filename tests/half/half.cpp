// SPDX-License-Identifier: MIT
// f16 and bf16 over all 65,536 inputs, on every instruction set: the functions correctly rounded at default parameters
// and within 0.51 ulp at others, the derivatives within their bound for dy of every magnitude.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "oracle.hpp"
#include "support/contract.hpp"
#include "support/support.hpp"
#include "ulp.hpp"

namespace {

using support::direction;
using support::format;
using support::format_of;
using support::kernel_id;
using halves = std::vector<std::uint16_t>;

constexpr std::size_t all = 65536;
constexpr simdact_dtype dtypes[] = {SIMDACT_F16, SIMDACT_BF16};

// Away from the defaults, and of derivatives: one rounding, and what a float's error adds to it.
constexpr double once_rounded = 0.51;
// The double oracle carries 40 bits; nearer to the middle of two numbers than this MPFR decides.
constexpr double doubt = 0x1p-20;

double value(const format& f, std::uint16_t h) { return simdact::ulp::value_of(f, h); }
std::uint16_t infinity(const format& f) { return static_cast<std::uint16_t>(f.infinity_bits()); }

// How far t lies from the middle of two numbers, in ulp.
double from_middle(const format& f, double t) {
  const double q = std::fabs(t) / support::ulp_of(f, t);
  return std::fabs(q - std::floor(q) - 0.5);
}

// The bits of t + rest, rounded once.
std::uint16_t nearest(const format& f, double t, double rest) {
  return static_cast<std::uint16_t>(simdact::ulp::bits_of(f, simdact::ulp::rounded(f, t, rest)));
}

// The error of a number for t, in ulp; infinity counts as what would follow the largest number, and is right for all
// that is beyond.
double distance(const format& f, std::uint16_t h, double t) {
  const double past = std::ldexp(1.0, f.exponent + 1), y = value(f, h);
  if (std::isinf(y) && std::signbit(y) == std::signbit(t) && std::fabs(t) >= past) return 0;
  const double number = std::isinf(y) ? std::copysign(past, y) : y;
  return std::fabs(number - t) / support::ulp_of(f, t);
}

halves every_input() {
  halves x(all);
  for (std::size_t i = 0; i < all; ++i) x[i] = static_cast<std::uint16_t>(i);
  return x;
}

std::string bits(std::uint16_t h) {
  char text[8];
  std::snprintf(text, sizeof text, "0x%04x", h);
  return text;
}

// What f, or f', is exactly at every input.
std::vector<double> oracle_values(const kernel_id& kernel, const simdact_params* params) {
  const format f = format_of(kernel.dtype);
  std::vector<float> x(all);
  for (std::size_t i = 0; i < all; ++i) x[i] = static_cast<float>(value(f, static_cast<std::uint16_t>(i)));
  std::vector<double> t(all);
  simdact::oracle::find(kernel.op, kernel.way)->evaluate(params, x.data(), t.data(), all);
  return t;
}

halves correctly_rounded(const kernel_id& kernel, const std::vector<double>& t) {
  const format f = format_of(kernel.dtype);
  halves y(all);
  for (std::size_t i = 0; i < all; ++i) {
    const auto x = static_cast<float>(value(f, static_cast<std::uint16_t>(i)));
    y[i] = nearest(f, t[i], 0);
    if (!std::isfinite(x) || !std::isfinite(t[i]) || from_middle(f, t[i]) > doubt) continue;
#if defined(SIMDACT_HAVE_MPFR)
    const simdact::oracle::exact_value exact = simdact::oracle::evaluate_exactly(kernel.op, kernel.way, nullptr, x);
    y[i] = nearest(f, exact.high, exact.low);
#endif
  }
  return y;
}

// Fails unless the result is `want`; every NaN is as good as another.
class checker {
 public:
  checker(const kernel_id& kernel, const std::string& isa, const simdact_params* params)
      : kernel_(kernel), isa_(isa), params_(params), format_(format_of(kernel.dtype)) {}

  void is(std::uint16_t x, std::uint16_t got, std::uint16_t want) {
    if (got == want || (format_.is_nan(got) && format_.is_nan(want))) return;
    report_.fail(describe(x, got, bits(want)));
  }

  // t may be anything that dy times f' is; bound in ulp.
  void within(std::uint16_t x, std::uint16_t got, double t, double bound, const std::string& more = "") {
    const bool nan = format_.is_nan(got);
    if (std::isnan(t) ? nan : std::isinf(t) ? got == nearest(format_, t, 0) : !nan && fits(got, t, bound)) return;
    report_.fail(describe(x, got, support::hex(t)) + more);
  }

  bool failed() const { return report_.failed(); }

 private:
  // An exact zero has its sign, and what underflows keeps it.
  bool fits(std::uint16_t got, double t, double bound) const {
    if (t == 0) return got == (std::signbit(t) ? 0x8000 : 0);
    return distance(format_, got, t) <= bound && (got > 0x7fff) == std::signbit(t);
  }

  std::string describe(std::uint16_t x, std::uint16_t got, const std::string& want) const {
    const support::failure f{kernel_, isa_, params_, value(format_, x), value(format_, got)};
    return tell(f, want) + ", bits " + bits(x) + " to " + bits(got);
  }

  kernel_id kernel_;
  std::string isa_;
  const simdact_params* params_;
  format format_;
  support::reporter report_;
};

// Plain loops in the place of doctest's subcases, which would compute what is exact anew for each.
template <class Body>
void on_every_isa(const Body& body) {
  for (const std::string& isa : support::isas()) {
    const support::use_isa use(isa);
    body(isa);
  }
}

halves forward(const kernel_id& k, const simdact_params* params) {
  const halves x = every_input();
  halves y(all);
  REQUIRE(simdact_forward(k.op, k.dtype, k.tier, params, x.data(), y.data(), all) == SIMDACT_OK);
  return y;
}

void check_forward(simdact_op op) {
  for (const simdact_dtype dtype : dtypes) {
    const kernel_id kernel{op, direction::forward, dtype, SIMDACT_HIGH};
    if (!simdact::ulp::resolved(kernel)) continue;
    CHECK(simdact_ulp_bound(op, dtype, SIMDACT_HIGH) <= 0.5);
    const halves want = correctly_rounded(kernel, oracle_values(kernel, nullptr));
    on_every_isa([&](const std::string& isa) {
      // Every accuracy is the one that there is.
      CHECK((simdact_find_forward(op, dtype, SIMDACT_FAST) == simdact_find_forward(op, dtype, SIMDACT_HIGH)));
      CHECK((simdact_find_forward(op, dtype, SIMDACT_EXACT) == simdact_find_forward(op, dtype, SIMDACT_HIGH)));
      const halves got = forward(kernel, nullptr);
      checker check(kernel, isa, nullptr);
      for (std::size_t i = 0; i < all; ++i) check.is(static_cast<std::uint16_t>(i), got[i], want[i]);
      CHECK_FALSE(check.failed());
    });
  }
}

// Other parameters, those that the function does not use left out.
std::vector<simdact_params> other_params(simdact_op op) {
  std::vector<simdact_params> list;
  for (const simdact_params& p : support::other_params(op)) {
    if (support::find_contract(op)->used == 2 || p.beta == 0) list.push_back(p);
  }
  return list;
}

void check_parameters(simdact_op op) {
  for (const simdact_dtype dtype : dtypes) {
    const kernel_id kernel{op, direction::forward, dtype, SIMDACT_HIGH};
    if (!simdact::ulp::resolved(kernel)) continue;
    for (const simdact_params& params : other_params(op)) {
      const std::vector<double> t = oracle_values(kernel, &params);
      on_every_isa([&](const std::string& isa) {
        const halves got = forward(kernel, &params);
        checker check(kernel, isa, &params);
        for (std::size_t i = 0; i < all; ++i) {
          const auto x = static_cast<std::uint16_t>(i);
          // At a zero a negative slope may leave either sign.
          const bool zero = (i & 0x7fff) == 0 && t[i] == 0 && (got[i] & 0x7fff) == 0;
          if (!zero) check.within(x, got[i], t[i], once_rounded);
        }
        CHECK_FALSE(check.failed());
      });
    }
  }
}

// One dy for every input: a number of the type everywhere, numbers from N(0, 1), or any bits.
struct gradients {
  std::string name;
  halves dy;
};
std::vector<gradients> all_gradients(const format& f) {
  std::mt19937_64 random(support::seed());
  std::normal_distribution<double> normal;
  const auto number = [&](double x) { return nearest(f, x, 0); };
  const double largest = value(f, static_cast<std::uint16_t>(infinity(f) - 1));
  std::vector<gradients> list;
  for (const double x : {1.0, -1.0, 0.0, largest, support::ulp_of(f, 0), -1.5 * f.smallest_normal()}) {
    list.push_back({"dy = " + support::hex(x), halves(all, number(x))});
  }
  list.push_back({"dy from N(0, 1)", halves(all)});
  for (std::uint16_t& dy : list.back().dy) dy = number(normal(random));
  list.push_back({"dy of any bits", halves(all)});
  for (std::uint16_t& dy : list.back().dy) dy = static_cast<std::uint16_t>(random());
  return list;
}

// dy f'(x) as it can be with f'(x) a float: infinite where that overflows.
double product(const format& f, std::uint16_t dy, double slope) {
  const double as_float = std::fabs(slope) >= simdact::ulp::overflow ? std::copysign(HUGE_VAL, slope) : slope;
  return value(f, dy) * as_float;
}

// The bound, and where f' is a subnormal float the error that this has times dy.
double allowance(const kernel_id& k, const format& f, std::uint16_t dy, double slope) {
  const double t = product(f, dy, slope), bound = simdact::ulp::bound_of({k.op, k.way, SIMDACT_F32, SIMDACT_HIGH});
  const double own = simdact_backward_ulp_bound(k.op, k.dtype, k.tier);
  if (std::fabs(slope) >= 0x1p-126 || !std::isfinite(t)) return own;
  const double fast =
      k.way == direction::backward ? simdact_backward_ulp_bound(k.op, SIMDACT_F32, SIMDACT_FAST) : bound;
  return own + std::fabs(value(f, dy)) * 0x1p-149 * fast / support::ulp_of(f, t);
}

// Where f' underflows as a float, infinity times it may be NaN.
bool is_lost(double dy, double slope) { return std::isinf(dy) && slope != 0 && std::fabs(slope) < 0x1p-147; }

void check_gradients(const kernel_id& k, const std::string& isa, const std::vector<gradients>& all_dy,
                     const std::vector<double>& slope) {
  const format f = format_of(k.dtype);
  const halves x = every_input();
  for (const gradients& g : all_dy) {
    halves dx(all);
    const simdact_status status =
        k.way == direction::backward
            ? simdact_backward(k.op, k.dtype, k.tier, nullptr, x.data(), g.dy.data(), dx.data(), all)
            : simdact_backward_from_output(k.op, k.dtype, nullptr, x.data(), g.dy.data(), dx.data(), all);
    REQUIRE(status == SIMDACT_OK);
    checker check(k, isa, nullptr);
    for (std::size_t i = 0; i < all; ++i) {
      if (is_lost(value(f, g.dy[i]), slope[i])) continue;
      const double t = f.is_nan(x[i]) ? std::nan("") : product(f, g.dy[i], slope[i]);
      check.within(x[i], dx[i], t, allowance(k, f, g.dy[i], slope[i]), ", " + g.name + " = " + bits(g.dy[i]));
    }
    CHECK_FALSE(check.failed());
  }
}

void check_derivatives(simdact_op op, direction way) {
  for (const simdact_dtype dtype : dtypes) {
    const kernel_id kernel{op, way, dtype, SIMDACT_HIGH};
    const bool has = simdact::oracle::find(op, way) != nullptr;
    CHECK(has == static_cast<bool>(simdact::ulp::resolved(kernel)));
    if (!has) continue;
    const std::vector<double> slope = oracle_values(kernel, nullptr);
    const std::vector<gradients> dy = all_gradients(format_of(dtype));
    on_every_isa([&](const std::string& isa) { check_gradients(kernel, isa, dy, slope); });
  }
}

}  // namespace

// Of the test itself: rounding at the ends and in the middle, and every number is its own rounding.
TEST_CASE("half/rounding") {
  for (const simdact_dtype dtype : dtypes) {
    const format f = format_of(dtype);
    for (std::size_t i = 0; i < all; ++i) {
      const auto h = static_cast<std::uint16_t>(i);
      if (f.is_nan(h)) continue;
      CHECK(nearest(f, value(f, h), 0) == h);
    }
    const double one = 1 + support::ulp_of(f, 1) / 2;
    const std::uint16_t bits_of_1 = nearest(f, 1, 0);
    CHECK(nearest(f, one, 0) == bits_of_1);
    CHECK(nearest(f, one, 0x1p-200) == bits_of_1 + 1);
    CHECK(nearest(f, one + support::ulp_of(f, 1), 0) == bits_of_1 + 2);
    CHECK(nearest(f, one + support::ulp_of(f, 1), -0x1p-200) == bits_of_1 + 1);
    CHECK(nearest(f, -support::ulp_of(f, 0) / 2, 0) == 0x8000);
    CHECK(nearest(f, -support::ulp_of(f, 0) / 2, -0x1p-200) == 0x8001);
  }
  CHECK(nearest(format_of(SIMDACT_F16), 65519.99, 0) == 0x7bff);
  CHECK(nearest(format_of(SIMDACT_F16), -65520, 0) == 0xfc00);
  CHECK(nearest(format_of(SIMDACT_BF16), 0x1.fefffp127, 0) == 0x7f7f);
  CHECK(nearest(format_of(SIMDACT_BF16), 0x1.ffp127, 0) == 0x7f80);
}

#define SIMDACT_OP(id, NAME, name)                                 \
  TEST_CASE("half/" #name) { check_forward(id); }                  \
  TEST_CASE("half/" #name "/parameters") { check_parameters(id); } \
  TEST_CASE("half/" #name "/derivatives") {                        \
    check_derivatives(id, direction::backward);                    \
    check_derivatives(id, direction::from_output);                 \
  }
#include "simdact/ops.def"
#undef SIMDACT_OP
