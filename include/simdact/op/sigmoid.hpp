// SPDX-License-Identifier: MIT
// sigmoid(x) = 1 / (1 + e^-x)
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct sigmoid {
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    return R(1) / (R(1) + exp(R(-x)));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/sigmoid/f32.hpp"
#include "simdact/op/sigmoid/f32_exact.hpp"
#include "simdact/op/sigmoid/f32_fast.hpp"

SIMDACT_IN_REGISTERS(sigmoid)
