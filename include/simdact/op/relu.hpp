// SPDX-License-Identifier: MIT
// relu(x) = max(x, 0)
// relu'(x) = x > 0 ? 1 : 0
// Source: V. Nair, G. Hinton, Rectified linear units improve restricted Boltzmann machines, 2010.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct relu {
  static constexpr bool subnormals_aside = false;
  template <class R>
  static R definition(const R& x) {
    return x > 0 ? x : R(0);
  }

  template <class R>
  static R derivative(const R& x) {
    return x > 0 ? R(1) : R(0);
  }

  template <class R>
  static R derivative_from_output(const R& y) {
    return derivative(y);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/relu/f32.hpp"
#include "simdact/op/relu/f32_derivative.hpp"
#include "simdact/op/relu/f32_from_output.hpp"
#include "simdact/op/relu/f64.hpp"
#include "simdact/op/relu/f64_derivative.hpp"
#include "simdact/op/relu/f64_from_output.hpp"
#include "simdact/op/relu/half.hpp"

SIMDACT_IN_REGISTERS(relu)
