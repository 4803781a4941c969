// SPDX-License-Identifier: MIT
// hard_shrink(x) = |x| > alpha ? x : 0
// hard_shrink'(x) = |x| > alpha ? 1 : 0
// Source: D. Donoho, I. Johnstone, Ideal spatial adaptation by wavelet shrinkage, 1994.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_shrink {
  static constexpr bool subnormals_aside = false;
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{0.5, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha >= 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return x > p.alpha || x < -p.alpha ? x : R(0 * x);
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    return x > p.alpha || x < -p.alpha ? R(1) : R(0);
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/hard_shrink/f32.hpp"
#include "simdact/op/hard_shrink/f32_derivative.hpp"
#include "simdact/op/hard_shrink/f64.hpp"
#include "simdact/op/hard_shrink/f64_derivative.hpp"
#include "simdact/op/hard_shrink/half.hpp"

SIMDACT_IN_REGISTERS(hard_shrink)
