// SPDX-License-Identifier: MIT
// sigmoid(x) = 1 / (1 + e^-x)
// sigmoid'(x) = sigmoid(x) sigmoid(-x)
// Source: P.-F. Verhulst, 1845; D. Rumelhart and others, Learning representations by back-propagating errors, 1986.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct sigmoid {
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    return R(1) / (R(1) + exp(R(-x)));
  }

  template <class R>
  static R derivative(const R& x) {
    using std::abs;
    using std::exp;
    const R e = exp(R(-abs(x)));
    return e / R((1 + e) * (1 + e));
  }

  template <class R>
  static R derivative_from_output(const R& y) {
    return y * R(1 - y);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/sigmoid/f32.hpp"
#include "simdact/op/sigmoid/f32_derivative.hpp"
#include "simdact/op/sigmoid/f32_derivative_fast.hpp"
#include "simdact/op/sigmoid/f32_exact.hpp"
#include "simdact/op/sigmoid/f32_fast.hpp"
#include "simdact/op/sigmoid/f32_from_output.hpp"
#include "simdact/op/sigmoid/f64.hpp"
#include "simdact/op/sigmoid/f64_derivative.hpp"
#include "simdact/op/sigmoid/f64_from_output.hpp"
#include "simdact/op/sigmoid/half.hpp"

SIMDACT_IN_REGISTERS(sigmoid)
