// SPDX-License-Identifier: MIT
// selu(x) = lambda (x > 0 ? x : a (e^x - 1)), a = 1.67326324..., lambda = 1.05070098...
// selu'(x) = lambda (x > 0 ? 1 : a e^x)
// Source: G. Klambauer and others, Self-normalizing neural networks, arXiv:1706.02515.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct selu {
  template <class R>
  static R definition(const R& x) {
    using std::expm1;
    return x > 0 ? R(lambda<R>() * x) : R(lambda<R>() * (a<R>() * expm1(x)));
  }

  template <class R>
  static R derivative(const R& x) {
    using std::exp;
    return x > 0 ? lambda<R>() : R(lambda<R>() * (a<R>() * exp(x)));
  }

  template <class R>
  static R derivative_from_output(const R& y) {
    return y > 0 ? lambda<R>() : R(y + lambda<R>() * a<R>());
  }

  template <class R>
  static R a() {
    return decimal<R>(16732632423543772848u, 170429916717u);
  }
  template <class R>
  static R lambda() {
    return decimal<R>(10507009873554804934u, 193349852946u);
  }

  // first / 10^19 + next / 10^31, as a literal has a double's digits and R may have more; first < 2^64 holds up to 1.8.
  template <class R>
  static R decimal(unsigned long long first, unsigned long long next) {
    return (R(first) + R(next) / R(1000000000000u)) / R(10000000000000000000u);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/selu/f32.hpp"
#include "simdact/op/selu/f32_derivative.hpp"
#include "simdact/op/selu/f32_exact.hpp"
#include "simdact/op/selu/f32_from_output.hpp"
#include "simdact/op/selu/f64.hpp"
#include "simdact/op/selu/f64_derivative.hpp"
#include "simdact/op/selu/f64_from_output.hpp"
#include "simdact/op/selu/half.hpp"

SIMDACT_IN_REGISTERS(selu)
