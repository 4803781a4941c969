// SPDX-License-Identifier: MIT
// expm1(x) = e^x - 1
// expm1'(x) = e^x
// Source: C99's expm1.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct expm1 {
  template <class R>
  static R definition(const R& x) {
    using std::expm1;
    return expm1(x);
  }

  template <class R>
  static R derivative(const R& x) {
    using std::exp;
    return exp(x);
  }

  template <class R>
  static R derivative_from_output(const R& y) {
    return y + 1;
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/expm1/f32.hpp"
#include "simdact/op/expm1/f32_derivative.hpp"
#include "simdact/op/expm1/f32_exact.hpp"
#include "simdact/op/expm1/f32_fast.hpp"
#include "simdact/op/expm1/f32_from_output.hpp"
#include "simdact/op/expm1/f64.hpp"
#include "simdact/op/expm1/f64_derivative.hpp"
#include "simdact/op/expm1/f64_from_output.hpp"
#include "simdact/op/expm1/half.hpp"

SIMDACT_IN_REGISTERS(expm1)
