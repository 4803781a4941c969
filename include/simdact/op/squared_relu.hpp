// SPDX-License-Identifier: MIT
// squared_relu(x) = max(x, 0)^2
// squared_relu'(x) = 2 max(x, 0)
// Source: D. So and others, Primer: searching for efficient transformers for language modeling, arXiv:2109.08668.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct squared_relu {
  template <class R>
  static R definition(const R& x) {
    return x > 0 ? R(x * x) : R(0);
  }

  template <class R>
  static R derivative(const R& x) {
    return x > 0 ? R(2 * x) : R(0);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/squared_relu/f32.hpp"
#include "simdact/op/squared_relu/f32_derivative.hpp"
#include "simdact/op/squared_relu/f64.hpp"
#include "simdact/op/squared_relu/f64_derivative.hpp"
#include "simdact/op/squared_relu/half.hpp"

SIMDACT_IN_REGISTERS(squared_relu)
