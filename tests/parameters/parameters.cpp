// SPDX-License-Identifier: MIT
// Parameters off their defaults, over a grid: against MPFR within the bound of their tier, and special results as the
// definition has them.
#include <string>
#include <vector>

#include "accuracy/inputs.hpp"
#include "doctest/doctest.h"
#include "oracle.hpp"
#include "support/contract.hpp"
#include "support/support.hpp"
#include "ulp.hpp"

namespace {

using support::failure;

// Ordinary magnitudes of alpha, and the ends of the floats: subnormal, or with a reciprocal that is.
constexpr double magnitudes[] = {0x1p-149, 0x1p-140, 0x1p-127, 0x1p-126,      0x1p-100, 0x1p-60, 0x1p-30,
                                 0x1p-25,  0x1p-20,  1e-3,     0.1,           0.2,      0.25,    0.5,
                                 1.0,      1.702,    2.0,      3.0,           8.0,      100.0,   0x1p20,
                                 0x1p60,   0x1p100,  0x1p126,  0x1.fffffep127};

// The grid: these alphas as far as they are valid, with a few betas where the op uses one.
std::vector<simdact_params> grid_of(const support::contract& c) {
  std::vector<simdact_params> grid;
  if (c.used == 0) return grid;
  std::vector<double> betas{c.defaults.beta};
  if (c.used > 1) betas = {-1.5, 0, 0.3, 0.5, 2, 6};
  for (const double alpha : magnitudes) {
    for (const double sign : {1.0, -1.0}) {
      for (const double beta : betas) {
        const simdact_params p{sign * alpha, beta};
        const bool negative_bad = c.valid == support::not_negative || c.valid == support::positive;
        if ((sign < 0 && negative_bad) || (c.valid == support::ordered && p.alpha > p.beta)) continue;
        grid.push_back(p);
      }
    }
  }
  if (c.valid == support::any_finite || c.valid == support::not_negative) grid.push_back({0, betas.front()});
  return grid;
}

// Inputs of which alpha makes an ordinary number, by a product or by a quotient: there an extreme alpha bends the
// function.
std::vector<float> scaled_inputs(double alpha) {
  std::vector<float> x;
  const auto add = [&x](double value) {
    if (value == 0 || !(std::fabs(value) <= static_cast<double>(support::largest))) return;
    support::add_neighbours(x, static_cast<float>(value), 1);
    support::add_neighbours(x, static_cast<float>(-value), 1);
  };
  if (alpha == 0) return x;
  for (double c = 0x1p-12; c < 256; c *= 1.021) {
    add(c / alpha);
    add(c * alpha);
  }
  return x;
}

// What the exact value is: by the oracle in double, and again by MPFR where that would fail.
double exact(const simdact::oracle::function& f, const simdact_params* p, float x, double t) {
#if defined(SIMDACT_HAVE_MPFR)
  if (std::isfinite(x)) return simdact::oracle::evaluate_exactly(f.id, f.way, p, x).high;
#endif
  (void)f, (void)p, (void)x;
  return t;
}

// The IEEE product at the infinities, where the others give their limit: special/.
bool is_product_of_zero(const simdact::oracle::function& f, const simdact_params& p, float x) {
  return std::isinf(x) && p.alpha == 0 && f.way == support::direction::forward &&
         (f.id == SIMDACT_LEAKY_RELU || f.id == SIMDACT_HARD_SIGMOID);
}

bool is_right(float x, float y, double t, double limit) {
  const double error = simdact::ulp::error(y, t);
  if (t == 0) return y == 0;  // the sign of an exact zero: special/
  return simdact::ulp::special_ok(x, y, t) && !(std::isfinite(error) && error > limit);
}

// The worst error over the inputs; `by_mpfr` of them are held against MPFR whatever the double oracle says.
void check_grid_point(const simdact::oracle::function& f, support::kernel_id kernel, const std::string& isa,
                      const simdact_params& p, const std::vector<float>& x, std::size_t by_mpfr,
                      support::reporter& report) {
  std::vector<double> t(x.size());
  f.evaluate(&p, x.data(), t.data(), x.size());
  const std::vector<float> y = support::run(kernel, &p, x);
  const double limit = simdact::ulp::promise(kernel.tier, false);
  const std::size_t step = std::max<std::size_t>(1, x.size() / by_mpfr);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_product_of_zero(f, p, x[i])) continue;
    if (i % step != 0 && is_right(x[i], y[i], t[i], limit)) continue;
    const double value = std::isnan(x[i]) ? t[i] : exact(f, &p, x[i], t[i]);
    if (is_right(x[i], y[i], value, limit)) continue;
    report.fail(tell(failure{kernel, isa, &p, x[i], y[i]}, support::hex(value), simdact::ulp::error(y[i], value)));
  }
}

void check(simdact_op op) {
  const support::contract* c = support::find_contract(op);
  REQUIRE(c != nullptr);
  const std::string isa = support::isas().front();  // identity/ shows that the others give the same bits
  const support::use_isa use(isa);
  for (const support::kernel_id& kernel : support::kernels_of(op)) {
    SUBCASE(name_of(kernel).c_str()) {
      const simdact::oracle::function* f = simdact::oracle::find(op, kernel.way);
      REQUIRE(f != nullptr);
      support::reporter report;
      const std::size_t share = kernel.tier == SIMDACT_HIGH ? 1 : 5;
      for (const simdact_params& p : grid_of(*c)) {
        // Where f' is no function of the output.
        if (support::call(kernel, &p, nullptr, nullptr, 0) == SIMDACT_UNSUPPORTED) continue;
        std::vector<float> x = support::strided(support::samples(100000 / share));
        const std::vector<float> critical = support::critical_inputs(kernel, &p);
        x.insert(x.end(), critical.begin(), critical.end());
        const std::vector<float> scaled = scaled_inputs(p.alpha);
        x.insert(x.end(), scaled.begin(), scaled.end());
        x.insert(x.end(), {support::infinity, -support::infinity});
        check_grid_point(*f, kernel, isa, p, x, support::samples(1500 / share), report);
      }
      CHECK_FALSE(report.failed());
    }
  }
}

}  // namespace

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("parameters/" #name) { check(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
