// SPDX-License-Identifier: MIT
// celu(x) = x > 0 ? x : alpha (e^(x/alpha) - 1)
// celu'(x) = x > 0 ? 1 : e^(x/alpha)
// Source: J. Barron, Continuously differentiable exponential linear units, arXiv:1704.07483.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct celu {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha > 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::expm1;
    return x > 0 ? x : R(p.alpha * expm1(R(x / p.alpha)));
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    using std::exp;
    return x > 0 ? R(1) : R(exp(R(x / p.alpha)));
  }

  template <class R>
  static R derivative_from_output(const R& y, const parameters<R>& p) {
    return y > 0 ? R(1) : R(R(y + p.alpha) / p.alpha);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/celu/f32.hpp"
#include "simdact/op/celu/f32_derivative.hpp"
#include "simdact/op/celu/f32_exact.hpp"
#include "simdact/op/celu/f32_from_output.hpp"
#include "simdact/op/celu/f64.hpp"
#include "simdact/op/celu/f64_derivative.hpp"
#include "simdact/op/celu/f64_from_output.hpp"
#include "simdact/op/celu/half.hpp"

SIMDACT_IN_REGISTERS(celu)
