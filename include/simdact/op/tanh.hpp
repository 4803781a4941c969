// SPDX-License-Identifier: MIT
// tanh(x) = (e^x - e^-x) / (e^x + e^-x)
// tanh'(x) = 1 - tanh^2 x
// Source: Elementary; in networks Y. LeCun and others, Efficient BackProp, 1998.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct tanh {
  template <class R>
  static R definition(const R& x) {
    using std::tanh;
    return tanh(x);
  }

  // 1 - tanh^2 x without its cancellation.
  template <class R>
  static R derivative(const R& x) {
    using std::abs;
    using std::exp;
    const R e = exp(R(-2 * abs(x)));
    return 4 * e / R((1 + e) * (1 + e));
  }

  template <class R>
  static R derivative_from_output(const R& y) {
    return 1 - y * y;
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/tanh/f32.hpp"
#include "simdact/op/tanh/f32_derivative.hpp"
#include "simdact/op/tanh/f32_derivative_fast.hpp"
#include "simdact/op/tanh/f32_exact.hpp"
#include "simdact/op/tanh/f32_fast.hpp"
#include "simdact/op/tanh/f32_from_output.hpp"
#include "simdact/op/tanh/f64.hpp"
#include "simdact/op/tanh/f64_derivative.hpp"
#include "simdact/op/tanh/f64_from_output.hpp"
#include "simdact/op/tanh/half.hpp"

SIMDACT_IN_REGISTERS(tanh)
