// SPDX-License-Identifier: MIT
// gelu_tanh(x) = (x / 2) (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct gelu_tanh {
  // (1 + tanh z) / 2 = 1 / (1 + e^(-2 z)), which does not cancel where tanh z is near -1.
  template <class R>
  static R definition(const R& x) {
    using std::atan;
    using std::exp;
    using std::sqrt;
    const R rate = sqrt(R(2) / atan(R(1)));  // 2 sqrt(2 / pi)
    return x / (R(1) + exp(R(-rate * (x + R(44715) * x * x * x / R(1000000)))));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/gelu_tanh/f32.hpp"
#include "simdact/op/gelu_tanh/f32_exact.hpp"
#include "simdact/op/gelu_tanh/f32_fast.hpp"

SIMDACT_IN_REGISTERS(gelu_tanh)
