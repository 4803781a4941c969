// SPDX-License-Identifier: MIT
// leaky_relu(x) = x > 0 ? x : alpha x
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
};

}  // namespace op
SIMDACT_NAMESPACE_END

#include "simdact/op/leaky_relu/f32.hpp"

SIMDACT_IN_REGISTERS(leaky_relu)
