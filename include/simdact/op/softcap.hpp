// SPDX-License-Identifier: MIT
// softcap(x) = alpha tanh(x / alpha)
// softcap'(x) = 1 - tanh^2(x / alpha)
// Source: Gemma Team, Gemma 2: improving open language models at a practical size, arXiv:2408.00118.
#pragma once

#include <cmath>

#include "simdact/core/registers.hpp"

SIMDACT_NAMESPACE_BEGIN
namespace op {

struct softcap {
  static constexpr int parameter_count = 1;
  static constexpr simdact_params defaults{30, 0};

  template <class T>
  static bool valid(const parameters<T>& p) {
    return p.alpha > 0;
  }

  template <class R>
  static R definition(const R& x, const parameters<R>& p) {
    using std::tanh;
    return R(p.alpha * tanh(R(x / p.alpha)));
  }

  // 1 - tanh^2(x / alpha) without its cancellation.
  template <class R>
  static R derivative(const R& x, const parameters<R>& p) {
    using std::abs;
    using std::exp;
    const R e = exp(R(-2 * abs(R(x / p.alpha))));
    return 4 * e / R((1 + e) * (1 + e));
  }
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/softcap/f32.hpp"
#include "simdact/op/softcap/f32_derivative.hpp"
#include "simdact/op/softcap/f32_derivative_fast.hpp"
#include "simdact/op/softcap/f32_exact.hpp"
#include "simdact/op/softcap/f32_fast.hpp"
#include "simdact/op/softcap/f64.hpp"
#include "simdact/op/softcap/f64_derivative.hpp"
#include "simdact/op/softcap/half.hpp"

SIMDACT_IN_REGISTERS(softcap)
