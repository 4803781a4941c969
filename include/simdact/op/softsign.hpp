// SPDX-License-Identifier: MIT
// softsign(x) = x / (1 + |x|)
// softsign'(x) = 1 / (1 + |x|)^2
// Source: J. Bergstra and others, Quadratic polynomials learn better image features, 2009.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct softsign {
  template <class R>
  static R definition(const R& x) {
    using std::abs;
    return R(x / (R(1) + abs(x)));
  }

  template <class R>
  static R derivative(const R& x) {
    using std::abs;
    const R d = 1 + abs(x);
    return R(1) / R(d * d);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/softsign/f32.hpp"
#include "simdact/op/softsign/f32_derivative.hpp"
#include "simdact/op/softsign/f32_derivative_fast.hpp"
#include "simdact/op/softsign/f32_exact.hpp"
#include "simdact/op/softsign/f32_fast.hpp"
#include "simdact/op/softsign/f64.hpp"
#include "simdact/op/softsign/f64_derivative.hpp"
#include "simdact/op/softsign/half.hpp"

SIMDACT_IN_REGISTERS(softsign)
