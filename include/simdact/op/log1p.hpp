// SPDX-License-Identifier: MIT
// log1p(x) = ln(1 + x)
// log1p'(x) = 1 / (1 + x)
// Source: C99's log1p.
#pragma once

#include <cmath>
#include <limits>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct log1p {
  template <class R>
  static R definition(const R& x) {
    using std::log1p;
    return log1p(x);
  }

  template <class R>
  static R derivative(const R& x) {
    return x < -1 ? std::numeric_limits<R>::quiet_NaN() : R(1 / R(1 + x));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/log1p/f32.hpp"
#include "simdact/op/log1p/f32_derivative.hpp"
#include "simdact/op/log1p/f32_derivative_fast.hpp"
#include "simdact/op/log1p/f32_exact.hpp"
#include "simdact/op/log1p/f64.hpp"
#include "simdact/op/log1p/f64_derivative.hpp"
#include "simdact/op/log1p/half.hpp"

SIMDACT_IN_REGISTERS(log1p)
