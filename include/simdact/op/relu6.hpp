// SPDX-License-Identifier: MIT
// relu6(x) = min(max(x, 0), 6)
// relu6'(x) = 0 < x < 6 ? 1 : 0
// Source: A. Krizhevsky, Convolutional deep belief networks on CIFAR-10, 2010.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct relu6 {
  static constexpr bool subnormals_aside = false;
  template <class R>
  static R definition(const R& x) {
    return x > 6 ? R(6) : x > 0 ? x : R(0);
  }

  template <class R>
  static R derivative(const R& x) {
    return x > 0 && x < 6 ? R(1) : R(0);
  }

  template <class R>
  static R derivative_from_output(const R& y) {
    return derivative(y);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/relu6/f32.hpp"
#include "simdact/op/relu6/f32_derivative.hpp"
#include "simdact/op/relu6/f32_from_output.hpp"
#include "simdact/op/relu6/f64.hpp"
#include "simdact/op/relu6/f64_derivative.hpp"
#include "simdact/op/relu6/f64_from_output.hpp"
#include "simdact/op/relu6/half.hpp"

SIMDACT_IN_REGISTERS(relu6)
