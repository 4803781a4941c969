// SPDX-License-Identifier: MIT
// mish(x) = x tanh(ln(1 + e^x)) = x n / (n + 2), n = e^2 + 2 e, e = e^x
// mish'(x) = tanh(s) + x (1 - tanh^2 s) / (1 + e^-x), s = ln(1 + e^x)
// Source: D. Misra, Mish: a self regularized non-monotonic activation function, arXiv:1908.08681.
#pragma once

#include <array>
#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct mish {
  // With e^-x in place of e^x above 0, where n grows beyond all bounds.
  template <class R>
  static R definition(const R& x) {
    using std::exp;
    if (x < 0) {
      const R e = exp(x), n = e * (e + 2);
      return x * R(n / R(n + 2));
    }
    const R e = exp(R(-x)), n = 1 + 2 * e;
    return x * R(n / R(n + 2 * e * e));
  }

  // n / (n + 2) + x 2 n' / (n + 2)^2, n' = 2 e (e + 1); above 0 with e^-x, as the definition.
  template <class R>
  static R derivative(const R& x) {
    using std::exp;
    if (x < 0) {
      const R e = exp(x), d = e * (e + 2) + 2;
      return e * R(R(e + 2) / d + x * R(4 * R(e + 1) / R(d * d)));  // 4 x may be infinite
    }
    const R e = exp(R(-x)), d = 1 + 2 * e + 2 * e * e;
    return R(1 + 2 * e) / d + 4 * x * e * e * R(1 + e) / R(d * d);
  }

  static std::array<double, 1> derivative_roots(const parameters<double>&) { return {-1.1924312145154954}; }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/mish/f32.hpp"
#include "simdact/op/mish/f32_derivative.hpp"
#include "simdact/op/mish/f32_derivative_fast.hpp"
#include "simdact/op/mish/f32_exact.hpp"
#include "simdact/op/mish/f32_fast.hpp"
#include "simdact/op/mish/f64.hpp"
#include "simdact/op/mish/f64_derivative.hpp"
#include "simdact/op/mish/f64_fraction.hpp"
#include "simdact/op/mish/half.hpp"

SIMDACT_IN_REGISTERS(mish)
