// SPDX-License-Identifier: MIT
// The independent check of every stated derivative: Boost's automatic differentiation of the definition, off the kinks.
#include <boost/math/differentiation/autodiff.hpp>
#include <cmath>
#include <string>
#include <vector>

// Boost's differentiable numbers lack these two, which argument-dependent lookup finds here.
namespace boost::math::differentiation::autodiff_v1::detail {
template <class T, std::size_t order>
fvar<T, order> expm1(const fvar<T, order>& x) {
  return exp(x) - 1;
}
template <class T, std::size_t order>
fvar<T, order> log1p(const fvar<T, order>& x) {
  return log(x + 1);
}
}  // namespace boost::math::differentiation::autodiff_v1::detail

#include "doctest/doctest.h"
#include "reader.hpp"
#include "support/support.hpp"

namespace {

using simdact::oracle::define;
using support::direction;

// Both sides of zero and of the usual kinks, neither near enough to one for the two to disagree on a side.
std::vector<double> samples() {
  std::vector<double> x;
  std::mt19937_64 random(support::seed());
  std::uniform_real_distribution<double> inside(-8, 8);
  while (x.size() < support::samples(2000)) x.push_back(inside(random));
  return x;
}

template <class Op>
void check(simdact_op op) {
  std::vector<simdact_params> all = support::other_params(op);
  simdact_params defaults;
  REQUIRE(simdact_default_params(op, &defaults) == SIMDACT_OK);
  all.push_back(defaults);
  for (const simdact_params& p : all) {
    for (const double x : samples()) {
      const auto variable = boost::math::differentiation::make_fvar<double, 1>(x);
      if (std::isnan(define<direction::forward, Op, float>(x, &p))) continue;  // log1p below -1
      const double stated = define<direction::backward, Op, float>(x, &p);
      const double automatic = define<direction::forward, Op, float>(variable, &p).derivative(1);
      const bool agree = std::fabs(stated - automatic) <= 1e-11 * std::max(1.0, std::fabs(stated));
      if (!agree)
        FAIL_CHECK(support::describe(&p) << " at " << x << ": stated " << stated << ", Boost's " << automatic);
    }
  }
}

}  // namespace

#define SIMDACT_OP(id, NAME, name) \
  TEST_CASE("autodiff/" #name) { check<simdact::op::name>(id); }
#include "simdact/ops.def"
#undef SIMDACT_OP
