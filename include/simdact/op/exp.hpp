// SPDX-License-Identifier: MIT
// exp(x) = e^x
// exp'(x) = e^x
// Source: Elementary; C's exp.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct exp {
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    return exp(x);
  }

  template <class R>
  static R derivative(const R& x) {
    using std::exp;
    return exp(x);
  }

  template <class R>
  static R derivative_from_output(const R& y) {
    return y;
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/exp/f32.hpp"
#include "simdact/op/exp/f32_derivative.hpp"
#include "simdact/op/exp/f32_exact.hpp"
#include "simdact/op/exp/f32_from_output.hpp"
#include "simdact/op/exp/f64.hpp"
#include "simdact/op/exp/f64_derivative.hpp"
#include "simdact/op/exp/f64_from_output.hpp"
#include "simdact/op/exp/half.hpp"

SIMDACT_IN_REGISTERS(exp)
