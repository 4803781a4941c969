// SPDX-License-Identifier: MIT
// gelu(x) = x Phi(x) = (x / 2) erfc(-x / sqrt 2), Phi the normal distribution function
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct gelu {
  template <class R>
  static R definition(const R& x) {
    using std::erfc;
    using std::sqrt;
    return x / 2 * erfc(-x / sqrt(R(2)));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/gelu/f32.hpp"
#include "simdact/op/gelu/f32_exact.hpp"
#include "simdact/op/gelu/f32_fast.hpp"

SIMDACT_IN_REGISTERS(gelu)
