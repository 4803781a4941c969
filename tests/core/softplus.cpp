// SPDX-License-Identifier: MIT
// core/softplus.hpp against long double: each form carries the bits that the header states.
#include "simdact/core/softplus.hpp"

#include <algorithm>
#include <cmath>

#include "doctest/doctest.h"
#include "support/support.hpp"

TEST_CASE("core/softplus") {
  namespace core = simdact::core;
  double far = 0, even = 0;
  for (const float x : support::strided(support::samples(8000000))) {
    const long double wide = x;
    if (x >= core::softplus_meet && x <= 87) {
      const auto s = core::softplus_far(core::softplus_exp(core::exp_reduce<-1>(x)));
      const long double sum = (static_cast<long double>(s.high) + static_cast<long double>(s.low)) * 0x1p-56L;
      far = std::max(far, static_cast<double>(std::fabs(sum / std::log1p(std::exp(-wide)) - 1)));
    } else if (std::fabs(x) <= core::softplus_meet) {
      const auto& c = simdact::coef::softplus::even;
      const auto q = static_cast<long double>(core::softplus_even(x * x, c[0], c[1], c[2], c[3]));
      const long double y = std::log(2.0L) + wide / 2 + wide * wide * q;
      even = std::max(even, static_cast<double>(std::fabs(y / std::log1p(std::exp(wide)) - 1)));
    }
  }
  CHECK(far < std::exp2(-24.8));
  CHECK(even < std::exp2(-26.1));
  // The statements are not idle: the errors are within a factor of 4 of them.
  CHECK(far > std::exp2(-26.8));
  CHECK(even > std::exp2(-28.1));
}
