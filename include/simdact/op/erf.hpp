// SPDX-License-Identifier: MIT
// erf(x) = (2 / sqrt(pi)) integral from 0 to x of e^(-t^2)
// erf'(x) = (2 / sqrt(pi)) e^(-x^2)
// Source: J. W. L. Glaisher, On a class of definite integrals, Philosophical Magazine, 1871.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct erf {
  template <class R>
  static R definition(const R& x) {
    using std::erf;
    return erf(x);
  }

  // sqrt(pi) / 2 is sqrt(atan 1).
  template <class R>
  static R derivative(const R& x) {
    using std::atan;
    using std::exp;
    using std::sqrt;
    return exp(R(-x * x)) / sqrt(R(atan(R(1))));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/erf/f32.hpp"
#include "simdact/op/erf/f32_derivative.hpp"
#include "simdact/op/erf/f32_exact.hpp"
#include "simdact/op/erf/f32_fast.hpp"
#include "simdact/op/erf/f64.hpp"
#include "simdact/op/erf/f64_derivative.hpp"
#include "simdact/op/erf/half.hpp"

SIMDACT_IN_REGISTERS(erf)
