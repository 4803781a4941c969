// SPDX-License-Identifier: MIT
// leaky_relu(x) = x > 0 ? x : alpha x
// leaky_relu'(x) = x > 0 ? 1 : alpha
// Source: A. Maas and others, Rectifier nonlinearities improve neural network acoustic models, 2013.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct leaky_relu {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{0.01, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return x > 0 ? x : R(p.alpha * x);
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    return x > 0 ? R(1) : p.alpha;
  }

  template <class R>
  static R derivative_from_output(const R& y, const parameters<R>& p) {
    return derivative(y, p);
  }

  // With a negative slope f is not monotonic, and f' no function of it.
  template <class T>
  static bool has_inverse(const parameters<T>& p) {
    return !(p.alpha < 0);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/leaky_relu/f32.hpp"
#include "simdact/op/leaky_relu/f32_derivative.hpp"
#include "simdact/op/leaky_relu/f32_from_output.hpp"
#include "simdact/op/leaky_relu/f64.hpp"
#include "simdact/op/leaky_relu/f64_derivative.hpp"
#include "simdact/op/leaky_relu/f64_from_output.hpp"
#include "simdact/op/leaky_relu/half.hpp"

SIMDACT_IN_REGISTERS(leaky_relu)
