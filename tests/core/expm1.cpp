// SPDX-License-Identifier: MIT
// core/expm1.hpp against long double: x = n ln 2 + r with r near 0, and p = e^r - 1 hardly above its last rounding.
#include "simdact/core/expm1.hpp"

#include <algorithm>
#include <cmath>

#include "doctest/doctest.h"
#include "support/support.hpp"

TEST_CASE("core/expm1") {
  namespace core = simdact::core;
  double worst = 0;
  float largest = 0;
  for (const float x : support::strided(support::samples(8000000))) {
    if (!(x <= -0x1p-100f && x >= core::expm1_floor)) continue;
    const core::expm1_reduced<float> e = core::expm1_reduce(x);
    largest = std::max(largest, std::fabs(e.r));
    CHECK(core::expm1_power(e.shifted) == std::ldexp(1.0f, static_cast<int>(core::expm1_integer(e.shifted))));
    const long double exact = std::expm1(static_cast<long double>(e.r));
    int exponent;
    std::frexp(exact, &exponent);
    const long double error = static_cast<long double>(core::expm1_remainder(e.r)) - exact;
    worst = std::max(worst, static_cast<double>(std::fabs(std::ldexp(error, 24 - exponent))));
  }
  CHECK(largest <= 0.3466f);
  CHECK(worst < 0.83);
  CHECK(worst > 0.7);  // the statement is not idle, nor with few samples
}
