// SPDX-License-Identifier: MIT
// gelu(x) = x Phi(x) = (x / 2) erfc(-x / sqrt 2), Phi the normal distribution function
// gelu'(x) = Phi(x) + x phi(x), phi the normal density
// Source: D. Hendrycks, K. Gimpel, Gaussian error linear units, arXiv:1606.08415.
#pragma once

#include <array>
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

  // So written for x < 0, it is -0 where both terms underflow.
  template <class R>
  static R derivative(const R& x) {
    using std::atan;
    using std::erfc;
    using std::exp;
    using std::sqrt;
    const R phi = exp(R(-x * x / 2)) / sqrt(R(8 * atan(R(1))));
    const R below = erfc(R(-x / sqrt(R(2)))) / 2;
    return x < 0 ? R(-R(-x * phi - below)) : R(below + x * phi);
  }

  static std::array<double, 1> derivative_roots(const parameters<double>&) { return {-0.7517915246935644}; }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/gelu/f32.hpp"
#include "simdact/op/gelu/f32_derivative.hpp"
#include "simdact/op/gelu/f32_derivative_fast.hpp"
#include "simdact/op/gelu/f32_exact.hpp"
#include "simdact/op/gelu/f32_fast.hpp"
#include "simdact/op/gelu/f32_relaxed.hpp"
#include "simdact/op/gelu/f64.hpp"
#include "simdact/op/gelu/f64_derivative.hpp"
#include "simdact/op/gelu/half.hpp"

SIMDACT_IN_REGISTERS(gelu)
