// SPDX-License-Identifier: MIT
// core/exp.hpp against long double: both parts together carry the bits that the header states.
#include <cmath>
#include <vector>

#include "doctest/doctest.h"
#include "simdact/core/exp.hpp"
#include "support/support.hpp"

namespace {

using simdact::core::exp_parts;
using simdact::core::exp_reduce;
using simdact::core::exp_terms;

// 2^shift e^(sign x) by its parts: the largest relative error over the inputs of [low, high].
template <int degree, int shift, int sign>
double worst_error(double low, double high) {
  double worst = 0;
  for (const float x : support::strided(support::samples(8000000))) {
    const double signed_x = sign * static_cast<double>(x);
    if (!(signed_x >= low && signed_x <= high)) continue;
    const exp_parts<float> s = exp_terms<degree, shift>(exp_reduce<sign>(x));
    const long double exact = std::ldexp(std::exp(sign * static_cast<long double>(x)), shift);
    const long double sum = static_cast<long double>(s.a) * (1 + static_cast<long double>(s.p));
    worst = std::max(worst, static_cast<double>(std::fabs(sum / exact - 1)));
  }
  return worst;
}

constexpr double ln2 = 0.69314718055994530942;

}  // namespace

static_assert(std::numeric_limits<long double>::digits >= 64);

TEST_CASE("core/exp") {
  const double three = std::exp2(-25.1), four = std::exp2(-26.6);
  CHECK(worst_error<3, 0, 1>(-87, 88) < three);
  CHECK(worst_error<3, 0, -1>(-87, 88) < three);
  CHECK(worst_error<4, 0, 1>(-87, 88) < four);
  CHECK(worst_error<4, 0, -1>(-87, 88) < four);
  CHECK(worst_error<4, 56, -1>(-87 - 56 * ln2, 88 - 56 * ln2) < four);
  CHECK(worst_error<4, -32, -1>(-87 + 32 * ln2, 88 + 32 * ln2) < four);
  // The statement is not idle: the errors are within a factor of 4 of it.
  CHECK(worst_error<3, 0, 1>(-87, 88) > three / 4);
  CHECK(worst_error<4, 0, 1>(-87, 88) > four / 4);
  CHECK(simdact::core::exp_sum(exp_terms<3>(exp_reduce(0.0f))) == 1);
  CHECK(simdact::core::exp_sum(exp_terms<4>(exp_reduce(-0.0f))) == 1);
}
