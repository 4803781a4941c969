// SPDX-License-Identifier: MIT
// threshold(x) = x > alpha ? x : beta
// threshold'(x) = x > alpha ? 1 : 0
// Source: Torch's Threshold; with beta = 0 K. Konda and others, Zero-bias autoencoders, arXiv:1402.3337.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct threshold {
  static constexpr bool subnormals_aside = false;
  static constexpr int parameter_count = 2;
  static constexpr simdact_params defaults{1, 0};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return x > p.alpha ? x : p.beta;
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    return x > p.alpha ? R(1) : R(0);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/threshold/f32.hpp"
#include "simdact/op/threshold/f32_derivative.hpp"
#include "simdact/op/threshold/f64.hpp"
#include "simdact/op/threshold/f64_derivative.hpp"
#include "simdact/op/threshold/half.hpp"

SIMDACT_IN_REGISTERS(threshold)
