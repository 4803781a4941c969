// SPDX-License-Identifier: MIT
// tanh_shrink(x) = x - tanh x
// tanh_shrink'(x) = tanh^2 x
// Source: PyTorch's tanhshrink.
#pragma once

#include <cmath>
#include <limits>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct tanh_shrink {
  template <class R>
  static R definition(const R& x) {
    using std::tanh;
    return R(x - tanh(x));
  }

  // Near 0, where the definition cancels, (x cosh x - sinh x) / cosh x. The numerator is the sum of
  // 2 k x^(2 k + 1) / (2 k + 1)!, k = 1, 2, ..., terms of one sign. Six are added up: for |x| up to 1/2 the seventh is
  // below 2^-46 of the sum. In numbers of 113 digits the definition keeps 79 of them down to 2^-16.
  template <class R>
  static R reference(const R& x) {
    using std::cosh;
    const double from = std::numeric_limits<R>::digits > 64 ? 0x1p-16 : 0.5;
    if (x > from || x < -from) return definition(x);
    const R s = x * x;
    R sum = s / 518918400 + R(1) / 3991680;
    sum = sum * s + R(1) / 45360;
    sum = sum * s + R(1) / 840;
    sum = sum * s + R(1) / 30;
    sum = sum * s + R(1) / 3;
    return x * s * sum / cosh(x);
  }

  template <class R>
  static R derivative(const R& x) {
    using std::tanh;
    const R t = tanh(x);
    return t * t;
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/tanh_shrink/f32.hpp"
#include "simdact/op/tanh_shrink/f32_derivative.hpp"
#include "simdact/op/tanh_shrink/f32_derivative_fast.hpp"
#include "simdact/op/tanh_shrink/f32_exact.hpp"
#include "simdact/op/tanh_shrink/f32_fast.hpp"
#include "simdact/op/tanh_shrink/f32_relaxed.hpp"
#include "simdact/op/tanh_shrink/f64.hpp"
#include "simdact/op/tanh_shrink/f64_derivative.hpp"
#include "simdact/op/tanh_shrink/half.hpp"

SIMDACT_IN_REGISTERS(tanh_shrink)
