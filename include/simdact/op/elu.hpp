// SPDX-License-Identifier: MIT
// elu(x) = x > 0 ? x : alpha (e^x - 1)
// elu'(x) = x > 0 ? 1 : alpha e^x
// Source: D.-A. Clevert and others, Fast and accurate deep network learning by ELUs, arXiv:1511.07289.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct elu {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{1, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::expm1;
    return x > 0 ? x : R(p.alpha * expm1(x));
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    using std::exp;
    return x > 0 ? R(1) : R(p.alpha * exp(x));
  }

  template <class R>
  static R derivative_from_output(const R& y, const parameters<R>& p) {
    return y > 0 ? R(1) : R(y + p.alpha);
  }

  // With a negative slope f is not monotonic, and f' no function of it.
  template <class T>
  static bool has_inverse(const parameters<T>& p) {
    return !(p.alpha < 0);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/elu/f32.hpp"
#include "simdact/op/elu/f32_derivative.hpp"
#include "simdact/op/elu/f32_exact.hpp"
#include "simdact/op/elu/f32_from_output.hpp"
#include "simdact/op/elu/f64.hpp"
#include "simdact/op/elu/f64_derivative.hpp"
#include "simdact/op/elu/f64_from_output.hpp"
#include "simdact/op/elu/half.hpp"

SIMDACT_IN_REGISTERS(elu)
