// SPDX-License-Identifier: MIT
// hard_sigmoid(x) = min(max(alpha x + beta, 0), 1)
// hard_sigmoid'(x) = 0 < alpha x + beta < 1 ? alpha : 0
// Source: M. Courbariaux and others, BinaryConnect, arXiv:1511.00363; with alpha = 1/6 MobileNetV3, arXiv:1905.02244.
#pragma once

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct hard_sigmoid {
  static constexpr int parameter_count = 2;
  static constexpr simdact_params defaults{1.0 / 6, 0.5};

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    return clamp(R(p.alpha * x + p.beta));
  }

  // The default slope is the real number 1/6.
  template <class R>
  static R definition(const R& x) {
    return clamp(R((x + 3) / 6));
  }

  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    const R line = p.alpha * x + p.beta;
    return line > 0 && line < 1 ? p.alpha : R(0);
  }

  template <class R>
  static R derivative(const R& x) {
    return x > -3 && x < 3 ? R(R(1) / 6) : R(0);
  }

 private:
  template <class R>
  static R clamp(const R& line) {
    return line > 1 ? R(1) : line <= 0 ? R(0) : line;
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/hard_sigmoid/f32.hpp"
#include "simdact/op/hard_sigmoid/f32_derivative.hpp"
#include "simdact/op/hard_sigmoid/f64.hpp"
#include "simdact/op/hard_sigmoid/f64_derivative.hpp"
#include "simdact/op/hard_sigmoid/half.hpp"

SIMDACT_IN_REGISTERS(hard_sigmoid)
