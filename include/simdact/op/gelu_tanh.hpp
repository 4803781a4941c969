// SPDX-License-Identifier: MIT
// gelu_tanh(x) = (x / 2) (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))
// gelu_tanh'(x) = (1 + t) / 2 + (x / 2) (1 - t^2) z', t = tanh(z), z = sqrt(2 / pi) (x + 0.044715 x^3)
// Source: D. Hendrycks, K. Gimpel, Gaussian error linear units, arXiv:1606.08415.
#pragma once

#include <array>
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

  // For s = 1 / (1 + e^-z): s (1 + x z' (1 - s)). Beyond 40 what is left of it, or lacks to 1, is below 2^-7000.
  template <class R>
  static R derivative(const R& x) {
    using std::atan;
    using std::exp;
    using std::sqrt;
    if (x > 40 || x < -40) return x > 0 ? R(1) : R(-R(0));
    const R rate = sqrt(R(2) / atan(R(1))), cubic = R(44715) / R(1000000);
    const R z = rate * (x + cubic * x * x * x), slope = rate * (1 + 3 * cubic * x * x);
    const R up = R(1) / R(1 + exp(R(-z))), down = R(1) / R(1 + exp(z));
    return up * R(1 + x * slope * down);
  }

  static std::array<double, 1> derivative_roots(const parameters<double>&) { return {-0.7524614220710163}; }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/gelu_tanh/f32.hpp"
#include "simdact/op/gelu_tanh/f32_derivative.hpp"
#include "simdact/op/gelu_tanh/f32_derivative_fast.hpp"
#include "simdact/op/gelu_tanh/f32_exact.hpp"
#include "simdact/op/gelu_tanh/f32_fast.hpp"
#include "simdact/op/gelu_tanh/f32_relaxed.hpp"
#include "simdact/op/gelu_tanh/f64.hpp"
#include "simdact/op/gelu_tanh/f64_derivative.hpp"
#include "simdact/op/gelu_tanh/f64_exponent.hpp"
#include "simdact/op/gelu_tanh/half.hpp"

SIMDACT_IN_REGISTERS(gelu_tanh)
