// SPDX-License-Identifier: MIT
// hard_tanh(x) = min(max(x, alpha), beta)
// hard_tanh'(x) = alpha < x < beta ? 1 : 0
// Source: R. Collobert, Large scale machine learning, 2004.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_tanh {
  static constexpr bool subnormals_aside = false;
  static constexpr int parameter_count = 2;
  static constexpr simdact_params defaults{-1, 1};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha <= p.beta;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    const R m = x > p.alpha ? x : p.alpha;
    return m < p.beta ? m : p.beta;
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    return x > p.alpha && x < p.beta ? R(1) : R(0);
  }

  template <class R>
  static R derivative_from_output(const R& y, const parameters<R>& p) {
    return derivative(y, p);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/hard_tanh/f32.hpp"
#include "simdact/op/hard_tanh/f32_derivative.hpp"
#include "simdact/op/hard_tanh/f32_from_output.hpp"
#include "simdact/op/hard_tanh/f64.hpp"
#include "simdact/op/hard_tanh/f64_derivative.hpp"
#include "simdact/op/hard_tanh/f64_from_output.hpp"
#include "simdact/op/hard_tanh/half.hpp"

SIMDACT_IN_REGISTERS(hard_tanh)
