// SPDX-License-Identifier: MIT
// hard_swish(x) = x min(max(x/6 + 1/2, 0), 1)
// hard_swish'(x) = x <= -3 ? 0 : x < 3 ? x/3 + 1/2 : 1
// Source: A. Howard and others, Searching for MobileNetV3, arXiv:1905.02244.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_swish {
  template <class R>
  static R definition(const R& x) {
    return x > 3 ? x : x > -3 ? R(x * (x + 3) / 6) : R(-0.0);
  }

  template <class R>
  static R derivative(const R& x) {
    return x <= -3 ? R(0) : x < 3 ? R(R(2 * x + 3) / 6) : R(1);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/hard_swish/f32.hpp"
#include "simdact/op/hard_swish/f32_derivative.hpp"
#include "simdact/op/hard_swish/f64.hpp"
#include "simdact/op/hard_swish/f64_derivative.hpp"
#include "simdact/op/hard_swish/half.hpp"

SIMDACT_IN_REGISTERS(hard_swish)
