// SPDX-License-Identifier: MIT
// Parameters off their defaults, over a grid: against MPFR within the bound of their tier, and special results as the
// definition has them.
#include <string>
#include <vector>

#include "critical.hpp"
#include "doctest/doctest.h"
#include "oracle.hpp"
#include "support/contract.hpp"
#include "support/support.hpp"
#include "ulp.hpp"

namespace {

using support::failure;

// Ordinary magnitudes of alpha, and the ends of the lanes' type, float or double: subnormal, or with a reciprocal that
// is.
std::vector<double> magnitudes(simdact_dtype dtype) {
  std::vector<double> all{0x1p-60, 0x1p-30, 0x1p-25, 0x1p-20, 1e-3, 0.1,   0.2,    0.25,   0.5,
                          1.0,     1.702,   2.0,     3.0,     8.0,  100.0, 0x1p20, 0x1p60, 0x1p100};
  // Where roundings of products with alpha meet: what a climb found to be worst for softcap, softplus and celu.
  for (const double worst : {0x1.c4fd9p1, 0x1.57d7b6p-1, 0x1.0004bp1, 0x1.b63582p-1, 0x1.541a76p-1, 0x1.751efcp0}) {
    all.push_back(worst);
  }
  for (const double end : {0x1p-149, 0x1p-140, 0x1p-127, 0x1p-126, 0x1p-100, 0x1p126, 0x1.fffffep127}) {
    all.push_back(end);
  }
  if (dtype != SIMDACT_F64) return all;
  for (const double end : {0x1p-1074, 0x1p-1060, 0x1p-1023, 0x1p-1022, 0x1p-900, 0x1p-500, 0x1p500, 0x1p900, 0x1p1022,
                           0x1.fffffffffffffp1023}) {
    all.push_back(end);
  }
  return all;
}

// The grid: these alphas as far as they are valid, with a few betas where the op uses one.
std::vector<simdact_params> grid_of(const support::contract& c, simdact_dtype dtype) {
  std::vector<simdact_params> grid;
  if (c.used == 0) return grid;
  std::vector<double> betas{c.defaults.beta};
  if (c.used > 1) betas = {-1.5, 0, 0.3, 0.5, 2, 6};
  for (const double alpha : magnitudes(dtype)) {
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
support::numbers scaled_inputs(const support::kernel_id& kernel, double alpha) {
  const support::format& f = support::format_of(kernel.dtype);
  support::numbers x;
  const auto add = [&](double value) {
    const double nearest = simdact::ulp::rounded(f, value);
    if (value == 0 || !(std::fabs(nearest) <= f.largest())) return;
    simdact::ulp::add_neighbours(f, x, nearest, 1);
    simdact::ulp::add_neighbours(f, x, -nearest, 1);
  };
  if (alpha == 0) return x;
  for (double c = 0x1p-12; c < 256; c *= 1.021) {
    add(c / alpha);
    add(c * alpha);
  }
  for (const double one : {0x1.14ec38p1, 0x1.0733dcp-2, 0x1.0de804p3, 0x1.878298p-1, 0x1.7bb586p0, 0x1.9313a2p0})
    add(one);
  return x;
}

// The IEEE product at the infinities, where the others give their limit: special/.
bool is_product_of_zero(const support::kernel_id& kernel, const simdact_params& p, double x) {
  return std::isinf(x) && p.alpha == 0 && kernel.way == support::direction::forward &&
         (kernel.op == SIMDACT_LEAKY_RELU || kernel.op == SIMDACT_HARD_SIGMOID);
}

bool is_right(const simdact::oracle::verdict& v, double y, double limit) {
  if (v.is_zero) return y == 0;  // the sign of an exact zero: special/
  return v.special_ok && !(std::isfinite(v.error) && v.error > limit);
}

// The worst error over the inputs; `by_mpfr` of them are held against MPFR whatever the oracle without it says.
void check_grid_point(const support::kernel_id& kernel, const std::string& isa, const simdact_params& p,
                      const support::numbers& x, std::size_t by_mpfr, support::reporter& report) {
  const support::numbers y = support::run(kernel, &p, x);
  const std::vector<simdact::oracle::verdict> verdicts = simdact::oracle::judge(kernel, &p, x, y);
  const double limit = simdact::ulp::promise(kernel, false);
  const std::size_t step = std::max<std::size_t>(1, x.size() / by_mpfr);
  support::numbers doubtful_x, doubtful_y;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (is_product_of_zero(kernel, p, x[i]) || (i % step != 0 && is_right(verdicts[i], y[i], limit))) continue;
    doubtful_x.push_back(x[i]);
    doubtful_y.push_back(y[i]);
  }
  const std::vector<simdact::oracle::verdict> final = simdact::oracle::judge(kernel, &p, doubtful_x, doubtful_y, true);
  for (std::size_t i = 0; i < final.size(); ++i) {
    if (is_right(final[i], doubtful_y[i], limit)) continue;
    report.fail(
        tell(failure{kernel, isa, &p, doubtful_x[i], doubtful_y[i]}, support::hex(final[i].want), final[i].error));
  }
}

void check(simdact_op op) {
  const support::contract* c = support::find_contract(op);
  REQUIRE(c != nullptr);
  const std::string isa = support::isas().front();  // identity/ shows that the others give the same bits
  const support::use_isa use(isa);
  for (const support::kernel_id& kernel : support::distinct_kernels_of(op)) {
    SUBCASE(name_of(kernel).c_str()) {
      REQUIRE(simdact::oracle::find(op, kernel.way) != nullptr);
      support::reporter report;
      // The exact values of doubles take fifty times as long; of the halves every one is critical.
      const std::size_t share = kernel.dtype != SIMDACT_F32 ? 20 : kernel.tier == SIMDACT_HIGH ? 1 : 5;
      for (const simdact_params& p : grid_of(*c, kernel.dtype)) {
        // Where f' is no function of the output.
        if (support::call(kernel, &p, nullptr, nullptr, 0) == SIMDACT_UNSUPPORTED) continue;
        support::numbers x = support::strided(kernel.dtype, support::samples(100000 / share));
        for (const support::numbers& more : {simdact::ulp::critical_inputs(SIMDACT_SOURCE_TREE, kernel, &p),
                                             scaled_inputs(kernel, p.alpha),
                                             {HUGE_VAL, -HUGE_VAL}}) {
          x.insert(x.end(), more.begin(), more.end());
        }
        check_grid_point(kernel, isa, p, x, support::samples(1500 / share), report);
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
