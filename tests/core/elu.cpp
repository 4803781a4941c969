// SPDX-License-Identifier: MIT
// core/elu.hpp against long double: e^x - 1 within the ulp that the header states, and x itself above 0.
#include "simdact/core/elu.hpp"

#include <algorithm>
#include <cmath>

#include "doctest/doctest.h"
#include "support/support.hpp"

TEST_CASE("core/elu") {
  double worst = 0;
  bool identity = true;
  for (const float x : support::strided(support::samples(8000000))) {
    if (x > 0 && simdact::core::elu(x) != x) identity = false;
    if (!(x < -0x1p-125f && x > -40)) continue;
    const long double exact = std::expm1(static_cast<long double>(x));
    int exponent;
    std::frexp(exact, &exponent);
    const long double error = static_cast<long double>(simdact::core::elu(x)) - exact;
    worst = std::max(worst, static_cast<double>(std::fabs(std::ldexp(error, 24 - exponent))));
  }
  CHECK(identity);
  CHECK(worst < 0.945);
  CHECK(worst > 0.85);  // the statement is not idle
}
