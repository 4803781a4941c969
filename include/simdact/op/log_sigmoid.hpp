// SPDX-License-Identifier: MIT
// log_sigmoid(x) = -ln(1 + e^-x)
// log_sigmoid'(x) = 1 / (1 + e^x)
// Source: The logarithm of sigmoid; PyTorch's logsigmoid.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct log_sigmoid {
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    using std::log1p;
    return x < 0 ? R(x - log1p(exp(x))) : R(-log1p(exp(R(-x))));
  }

  template <class R>
  static R derivative(const R& x) {
    using std::exp;
    return R(1) / R(1 + exp(x));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/log_sigmoid/f32.hpp"
#include "simdact/op/log_sigmoid/f32_derivative.hpp"
#include "simdact/op/log_sigmoid/f32_derivative_exact.hpp"
#include "simdact/op/log_sigmoid/f32_derivative_fast.hpp"
#include "simdact/op/log_sigmoid/f32_exact.hpp"
#include "simdact/op/log_sigmoid/f32_fast.hpp"
#include "simdact/op/log_sigmoid/f64.hpp"
#include "simdact/op/log_sigmoid/f64_derivative.hpp"
#include "simdact/op/log_sigmoid/half.hpp"

SIMDACT_IN_REGISTERS(log_sigmoid)
