// SPDX-License-Identifier: MIT
// swish(x) = x / (1 + e^(-alpha x)); silu is alpha = 1, quick_gelu alpha = 1.702
// swish'(x) = s(y) (1 + y s(-y)), y = alpha x, s(y) = 1 / (1 + e^-y)
// Source: S. Elfwing and others, arXiv:1702.03118; P. Ramachandran and others, Swish, arXiv:1710.05941.
#pragma once

#include <array>
#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct swish {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::exp;
    return R(x / (R(1) + exp(R(-p.alpha * x))));
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    using std::exp;
    const R y = p.alpha * x;
    const R up = R(1) / R(1 + exp(R(-y))), down = R(1) / R(1 + exp(y));
    return up * R(1 + y * down);
  }

  static std::array<double, 1> derivative_roots(const parameters<double>& p) { return {-1.2784645427610738 / p.alpha}; }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/swish/f32.hpp"
#include "simdact/op/swish/f32_derivative.hpp"
#include "simdact/op/swish/f32_derivative_fast.hpp"
#include "simdact/op/swish/f32_exact.hpp"
#include "simdact/op/swish/f32_fast.hpp"
#include "simdact/op/swish/f64.hpp"
#include "simdact/op/swish/f64_derivative.hpp"
#include "simdact/op/swish/half.hpp"

SIMDACT_IN_REGISTERS(swish)
