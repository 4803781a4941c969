// SPDX-License-Identifier: MIT
// softplus(x) = ln(1 + e^(alpha x)) / alpha
// softplus'(x) = 1 / (1 + e^(-alpha x))
// Source: C. Dugas and others, Incorporating second-order functional knowledge for better option pricing, 2000.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct softplus {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha != 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::exp;
    using std::log1p;
    const R y = p.alpha * x;
    return y > 0 ? R(x + log1p(exp(R(-y))) / p.alpha) : R(log1p(exp(y)) / p.alpha);
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    using std::exp;
    return R(1) / R(1 + exp(R(-p.alpha * x)));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/softplus/f32.hpp"
#include "simdact/op/softplus/f32_derivative.hpp"
#include "simdact/op/softplus/f32_derivative_fast.hpp"
#include "simdact/op/softplus/f32_exact.hpp"
#include "simdact/op/softplus/f32_fast.hpp"
#include "simdact/op/softplus/f64.hpp"
#include "simdact/op/softplus/f64_derivative.hpp"
#include "simdact/op/softplus/half.hpp"

SIMDACT_IN_REGISTERS(softplus)
